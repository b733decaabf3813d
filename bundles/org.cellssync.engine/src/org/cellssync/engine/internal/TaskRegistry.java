package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/** The tasks as they were set up, in one file of the settings that is replaced as a whole. */
final class TaskRegistry {

	/** Grows when a file of the new form would be misunderstood by the program before. */
	private static final int VERSION = 4;
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private final Path file;

	/** @param settings folder of settings; it exists */
	TaskRegistry(Path settings) {
		this.file = settings.resolve("tasks.json");
	}

	/** One task as it stands in the file. */
	private record Row(String id, String name, EndpointAddress left, EndpointAddress right, Mode mode, Policy policy,
			boolean noDelete, Limits limits, List<String> selected, List<String> unselected, List<String> ignore,
			boolean permanentDeletion, long trashSeconds, long trashBytes, boolean copyLinks, String schedule,
			String recheck,
			List<String> limitUp, List<String> limitDown, boolean paused, String resumes) {

		static Row of(TaskSpec spec) {
			TaskOptions options = spec.options();
			EndpointSettings settings = options.settings();
			return new Row(spec.id(), spec.name(), spec.left(), spec.right(), options.mode(), options.policy(),
					!options.deletions(), options.limits(), texts(options.selection().selected()),
					texts(options.selection().unselected()), options.ignore(), settings.permanentDeletion(),
					settings.trashAge().toSeconds(), settings.trashBytes(), settings.copiesLinks(),
					options.schedule().text(),
					options.recheck().text(),
					options.speed().up().texts(), options.speed().down().texts(), spec.paused(),
					spec.resumes().map(Instant::toString).orElse(null));
		}

		private static List<String> texts(SortedSet<SyncPath> paths) {
			return paths.stream().map(SyncPath::value).toList();
		}

		private static SortedSet<SyncPath> paths(List<String> texts) {
			return texts == null ? new TreeSet<>()
					: texts.stream().map(SyncPath::of).collect(Collectors.toCollection(TreeSet::new));
		}

		private static Schedule schedule(String text, Schedule before) {
			return text == null ? before : Schedule.parse(text);
		}

		/** What a file of an earlier version does not hold is as it was then. */
		TaskSpec spec() {
			EndpointSettings settings = new EndpointSettings(permanentDeletion, Duration.ofSeconds(trashSeconds), trashBytes,
					copyLinks);
			TaskOptions options = new TaskOptions(mode, policy == null ? Policy.ASK : policy, !noDelete,
					limits == null ? Limits.DEFAULT : limits, new Selection(paths(selected), paths(unselected)), ignore,
					settings, schedule(schedule, Schedule.REALTIME), schedule(recheck, Schedule.MANUAL),
					new Speed(limit(limitUp), limit(limitDown)));
			return new TaskSpec(id, name, left, right, options, paused, Optional.ofNullable(resumes).map(Instant::parse));
		}
	}

	private static SpeedLimit limit(List<String> texts) {
		return texts == null ? SpeedLimit.NONE : SpeedLimit.parse(texts);
	}

	/** The file's content. */
	private record Content(int version, List<String> limitUp, List<String> limitDown, List<Row> tasks) {
	}

	/**
	 * What is set up.
	 *
	 * @param speed of all tasks together
	 * @param tasks in the order they were added
	 */
	record Kept(Speed speed, List<TaskSpec> tasks) {
	}

	/**
	 * Returns what is set up.
	 *
	 * @throws IllegalStateException where a later version of the program wrote the file: what it asks for is not known here
	 */
	Kept read() {
		if (!Files.exists(file)) {
			return new Kept(Speed.UNLIMITED, List.of());
		}
		try {
			Content content = GSON.fromJson(Files.readString(file), Content.class);
			if (content.version > VERSION) {
				throw new IllegalStateException("the tasks were written by a later version of this program: " + file);
			}
			List<TaskSpec> specs = new ArrayList<>();
			content.tasks.forEach(row -> specs.add(row.spec()));
			return new Kept(new Speed(limit(content.limitUp), limit(content.limitDown)), specs);
		} catch (IOException e) {
			throw new UncheckedIOException("the tasks cannot be read: " + file, e);
		} catch (JsonParseException e) {
			throw new IllegalStateException("the tasks cannot be understood: " + file, e);
		}
	}

	/** Replaces the file; the new one is on disk when this returns, the old one stays where that fails. */
	void write(Speed speed, Collection<TaskSpec> specs) throws IOException {
		byte[] bytes = GSON
				.toJson(new Content(VERSION, speed.up().texts(), speed.down().texts(), specs.stream().map(Row::of).toList()))
				.getBytes(StandardCharsets.UTF_8);
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			channel.write(ByteBuffer.wrap(bytes));
			channel.force(true);
		}
		Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}
}
