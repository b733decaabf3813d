package org.cellssync.ui.internal;

import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Diagnostic;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;

/**
 * Asks what waits for disk or net again and again, as while somebody types: a new question ends the one before, and only the
 * newest is answered, as long as the control it is asked for is there. Display thread.
 */
public final class Latest {

	private final Control asker;
	private Job asked;
	private int newest;

	/** @param asker what shows the answers; with it the last question ends */
	public Latest(Control asker) {
		this.asker = asker;
		asker.addDisposeListener(event -> end());
	}

	/** Asks in a job; {@code done} or {@code failed} is called on the display thread unless something newer was asked. */
	public <T> void ask(String name, Work.Call<T> call, Consumer<T> done, Consumer<Diagnostic> failed) {
		end();
		int mine = newest;
		asked = Work.quietly(asker.getDisplay(), name, call, answer -> answer(mine, () -> done.accept(answer)),
				failure -> answer(mine, () -> failed.accept(failure)));
	}

	private void answer(int question, Runnable answer) {
		if (question == newest && !asker.isDisposed()) {
			asked = null;
			answer.run();
		}
	}

	/** Returns whether an answer is awaited. */
	public boolean isAsking() {
		return asked != null;
	}

	/** Ends what is being asked. */
	public void end() {
		newest++;
		if (asked != null) {
			asked.cancel();
			asked = null;
		}
	}
}
