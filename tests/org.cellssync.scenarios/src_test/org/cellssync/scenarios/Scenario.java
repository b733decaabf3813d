package org.cellssync.scenarios;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that replays scenarios of {@code scenarios.tsv}, once for each pair of ends; it is handed a {@link Replay}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Replays.class)
@interface Scenario {

	/** Numbers of the scenarios. */
	String[] value();

	/** The pairs of ends it is replayed over. */
	Ends[] over() default { Ends.FOLDERS, Ends.CELLS };
}
