package org.cellssync.engine.internal.original;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Accounts;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.OriginalClient;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.Takeover;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.tree.SyncPath;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/** Reads the original client's {@code config.json}. */
@Component(service = OriginalClient.class)
public final class ConfigurationFile implements OriginalClient {

	/** That client leaves out all that begins with this; a task that goes on here does the same. */
	private static final String GIT = ".git*";

	private static final Pattern SLASHES = Pattern.compile("^/+|/+$");

	/** What is behind a user's name in an address: of storage services, the key that opens them. */
	private static final Pattern SECRET = Pattern.compile("(://[^:/@]*):.*@", Pattern.DOTALL);

	/** Stands where the file says nothing. */
	private static final String NOTHING = "–";

	private final Accounts accounts;
	private final SyncSessions sessions;

	/** Reads nothing yet. */
	@Activate
	public ConfigurationFile(@Reference Accounts accounts, @Reference SyncSessions sessions) {
		this.accounts = accounts;
		this.sessions = sessions;
	}

	@Override
	public Path usualFile() {
		return usualFile(System.getProperties(), System.getenv());
	}

	static Path usualFile(Properties properties, Map<String, String> environment) {
		Path home = Path.of(properties.getProperty("user.home"));
		String system = properties.getProperty("os.name", "");
		Path folder;
		if (system.startsWith("Windows")) {
			String roaming = environment.get("APPDATA");
			folder = (roaming == null ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming)).resolve("Pydio");
		} else if (system.startsWith("Mac")) {
			folder = home.resolve("Library").resolve("Application Support").resolve("Pydio");
		} else {
			String config = environment.get("XDG_CONFIG_HOME");
			folder = (config == null || config.isEmpty() ? home.resolve(".config") : Path.of(config)).resolve("pydio");
		}
		return folder.resolve("cells-sync").resolve("config.json");
	}

	@Override
	public Takeover read(Path file) throws EndpointException {
		Configuration configuration = parse(file);
		List<Takeover.Login> logins = new ArrayList<>();
		for (Configuration.Authority authority : nonNull(configuration.authorities())) {
			login(authority).ifPresent(logins::add);
		}
		return new Takeover(file, logins, nonNull(configuration.tasks()).stream().map(this::item).toList());
	}

	/** What a person edited may have holes. */
	private static <T> List<T> nonNull(List<T> list) {
		return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
	}

	private static Configuration parse(Path file) throws EndpointException {
		try {
			Configuration configuration = new Gson().fromJson(Files.readString(file, StandardCharsets.UTF_8),
					Configuration.class);
			if (configuration == null || configuration.tasks() == null && configuration.authorities() == null) {
				throw unreadable(file, "it holds neither tasks nor accounts", null);
			}
			return configuration;
		} catch (IOException e) {
			throw unreadable(file, Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file", e);
		} catch (JsonParseException e) {
			throw unreadable(file, "it is not the JSON that was expected", e);
		}
	}

	private static EndpointException unreadable(Path file, String why, Exception cause) {
		return new EndpointException(Diagnostic.of(Code.ORIGINAL_UNREADABLE, file.toString(), why), cause);
	}

	private Optional<Takeover.Login> login(Configuration.Authority authority) {
		return Optional.ofNullable(authority.uri()).flatMap(OriginalAddress::parse).filter(OriginalAddress::isServer)
				.map(address -> {
					String user = address.user().isEmpty() ? Objects.requireNonNullElse(authority.username(), "")
							: address.user();
					List<Diagnostic> remarks = authority.insecureSkipVerify()
							? List.of(Diagnostic.of(Code.ORIGINAL_UNCHECKED_SERVER, address.url()))
							: List.of();
					return new Takeover.Login(address.url(), user, account(address.url(), user).map(Account::id), remarks);
				});
	}

	private Optional<Account> account(String url, String user) {
		return accounts.list().stream().filter(each -> each.user().equals(user))
				.filter(each -> OriginalAddress.parse(each.url()).map(OriginalAddress::url).filter(url::equals).isPresent())
				.findFirst();
	}

	private Takeover.Item item(Configuration.Task task) {
		Optional<OriginalAddress> left = Optional.ofNullable(task.left()).flatMap(OriginalAddress::parse);
		Optional<OriginalAddress> right = Optional.ofNullable(task.right()).flatMap(OriginalAddress::parse);
		if (left.filter(ConfigurationFile::isKnown).isEmpty() || right.filter(ConfigurationFile::isKnown).isEmpty()) {
			return impossible(task, shown(left.filter(ConfigurationFile::isKnown).isEmpty() ? task.left() : task.right()));
		}
		// The server stands on that client's left side as a rule, and on the right one here.
		boolean turned = left.get().isServer() && right.get().isLocal();
		OriginalAddress here = turned ? right.get() : left.get();
		OriginalAddress there = turned ? left.get() : right.get();
		Optional<Mode> mode = mode(task.direction(), turned);
		if (mode.isEmpty()) {
			return impossible(task, shown(task.direction()));
		}
		Optional<String> strange = nonNull(task.selected()).stream().filter(folder -> !isPath(folder)).findFirst();
		if (strange.isPresent()) {
			return impossible(task, strange.get());
		}
		return item(task, here, there, mode.get());
	}

	private Takeover.Item item(Configuration.Task task, OriginalAddress here, OriginalAddress there, Mode mode) {
		List<Diagnostic> remarks = new ArrayList<>();
		Optional<EndpointAddress> left = address(here, remarks);
		Optional<EndpointAddress> right = address(there, remarks);
		if (left.isEmpty() || right.isEmpty()) {
			return new Takeover.Item(name(task), text(here), text(there), Optional.of(mode),
					Takeover.Fate.SIGN_IN_FIRST, Optional.empty(), remarks);
		}
		Optional<Schedule> schedule = task.realtime() ? Optional.of(Schedule.REALTIME)
				: OriginalSchedule.parse(task.interval(), ZoneId.systemDefault());
		if (schedule.isEmpty()) {
			remarks.add(Diagnostic.of(Code.ORIGINAL_ON_SCHEDULE, name(task), task.interval()));
		}
		boolean present = sessions.views().stream().map(view -> view.spec())
				.anyMatch(spec -> isBetween(spec, left.get(), right.get()));
		if (present) {
			return new Takeover.Item(name(task), left.get().text(), right.get().text(), Optional.of(mode),
					Takeover.Fate.PRESENT, Optional.empty(), List.of());
		}
		TaskOptions options = TaskOptions.DEFAULT.withMode(mode).withIgnore(List.of(GIT))
				.withSelection(selection(nonNull(task.selected()))).withSchedule(schedule.orElse(Schedule.MANUAL));
		TaskDraft draft = new TaskDraft(left.get(), right.get(),
				Optional.ofNullable(task.label()).filter(label -> !label.isBlank()),
				options, task.paused());
		return new Takeover.Item(name(task), left.get().text(), right.get().text(), Optional.of(mode),
				Takeover.Fate.READY, Optional.of(draft), remarks);
	}

	/** That client means everything where it names no folder. */
	private static Selection selection(List<String> folders) {
		Selection selection = folders.isEmpty() ? Selection.ALL : Selection.ALL.unselecting(SyncPath.ROOT);
		for (String folder : folders) {
			selection = selection.selecting(path(folder));
		}
		return selection;
	}

	private static SyncPath path(String folder) {
		return SyncPath.of(SLASHES.matcher(folder).replaceAll(""));
	}

	private static boolean isPath(String folder) {
		try {
			path(folder);
			return true;
		} catch (IllegalArgumentException noPath) {
			return false;
		}
	}

	private static boolean isBetween(TaskSpec spec, EndpointAddress left, EndpointAddress right) {
		return spec.left().equals(left) && spec.right().equals(right);
	}

	private static boolean isKnown(OriginalAddress address) {
		return address.isLocal() || address.isServer();
	}

	/** Returns the address here; empty where a person must sign in first, which is remarked. */
	private Optional<EndpointAddress> address(OriginalAddress end, List<Diagnostic> remarks) {
		if (end.isLocal()) {
			return Optional.of(new EndpointAddress(EndpointAddress.FILE, "", end.folder()));
		}
		Optional<Account> account = account(end.url(), end.user());
		if (account.isEmpty()) {
			remarks.add(Diagnostic.of(Code.ORIGINAL_SIGN_IN_FIRST, end.user(), end.url()));
		}
		return account.map(each -> new EndpointAddress(EndpointAddress.CELLS, each.id(), end.remotePath()));
	}

	private static String text(OriginalAddress end) {
		return end.isLocal() ? end.folder() : end.url() + end.path();
	}

	/** That client's "Right" lets changes travel from its left side to its right one. */
	private static Optional<Mode> mode(String direction, boolean turned) {
		return switch (String.valueOf(direction)) {
			case "Bi" -> Optional.of(Mode.TWO_WAY);
			case "Right" -> Optional.of(turned ? Mode.DOWNLOAD : Mode.UPLOAD);
			case "Left" -> Optional.of(turned ? Mode.UPLOAD : Mode.DOWNLOAD);
			default -> Optional.empty();
		};
	}

	private static String name(Configuration.Task task) {
		return task.label() == null || task.label().isBlank() ? shown(task.left()) : task.label();
	}

	private static Takeover.Item impossible(Configuration.Task task, String unknown) {
		return new Takeover.Item(name(task), shown(task.left()), shown(task.right()), Optional.empty(),
				Takeover.Fate.NOT_POSSIBLE, Optional.empty(),
				List.of(Diagnostic.of(Code.ORIGINAL_OTHER_KIND, name(task), unknown)));
	}

	private static String shown(String text) {
		return text == null || text.isBlank() ? NOTHING : SECRET.matcher(text).replaceAll("$1:…@");
	}
}
