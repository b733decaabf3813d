package org.cellssync.sandbox.internal.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.grpc.Status;

import org.cellssync.sandbox.internal.auth.Accounts;
import org.cellssync.sandbox.internal.auth.Tokens;
import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.tree.Family;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Answer;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;

/**
 * Reads orders to do harm, or to heal it, and carries them out: all of one request, or none when one of them
 * is not understood. The README of this bundle lists them.
 */
public final class FaultOrders {
	private static final String[] KNOWN = { "clear", "hazards", "hide", "show", "addRoot", "removeRoots",
			"lock",
			"unlock", "quota", "expireTokens", "revokeSignIns", "revokeTokens", "moveLossShare", "slow",
			"deletionStep", "fail", "failAt", "olderServer", "rehash", "holdStreams", "holdListings", "holdUploads",
			"versions", "dropStreams",
			"goAway" };

	private final Faults faults;
	private final Tokens tokens;
	private final Accounts accounts;
	private final Methods methods;
	private final World world;
	private final Runnable goAway;

	/** Something about tokens, which are on the disk. */
	private interface TokenAction {
		void on(Predicate<User> whose) throws IOException;
	}

	/**
	 * Creates a reader; only calls of these methods can fail or be slow.
	 *
	 * @param goAway tells all clients to connect anew
	 */
	public FaultOrders(World world, Tokens tokens, Accounts accounts, Methods methods, Runnable goAway) {
		this.world = world;
		this.faults = world.options().faults();
		this.goAway = goAway;
		this.tokens = tokens;
		this.accounts = accounts;
		this.methods = methods;
	}

	/**
	 * Carries the orders of one request out, in the order of {@link #KNOWN}, whatever theirs was.
	 *
	 * @throws IllegalArgumentException if one is unknown or wrong; nothing is done then
	 */
	public void carryOut(String text) {
		Json order = Json.parse(text);
		var given = order.names(KNOWN);
		List<Runnable> actions = new ArrayList<>();
		for (String name : KNOWN) {
			if (given.contains(name)) {
				actions.add(action(name, order.get(name)));
			}
		}
		actions.forEach(Runnable::run);
	}

	private Runnable action(String name, Json value) {
		return switch (name) {
			case "clear" -> onlyTrue(value, () -> {
				faults.clear();
				tokens.restorePersonal();
			});
			case "hazards" -> hazards(value);
			case "hide" -> texts(value, faults::hide);
			case "show" -> texts(value, faults::show);
			case "addRoot" -> pair(value, "workspace", "name", faults::addRoot);
			case "removeRoots" -> texts(value, faults::removeRoots);
			case "lock" -> pair(value, "path", "user", faults::lock);
			case "unlock" -> texts(value, faults::unlock);
			case "quota" -> quota(value);
			case "expireTokens" -> whose(value, tokens::expire);
			case "revokeSignIns" -> whose(value, tokens::revokeSignIns);
			case "revokeTokens" -> whose(value, users -> {
				tokens.revokeSignIns(users);
				tokens.revokePersonal(users);
			});
			case "moveLossShare" -> moveLossShare(value);
			case "slow" -> all(value, this::slow);
			case "deletionStep" -> {
				var each = value.seconds();
				yield () -> faults.deletionStep(each);
			}
			case "fail" -> all(value, this::fail);
			case "failAt" -> failAt(value);
			case "olderServer" -> {
				boolean older = value.flag();
				yield () -> faults.olderServer(older);
			}
			case "rehash" -> rehash(value);
			case "holdStreams" -> {
				boolean held = value.flag();
				yield () -> faults.holdStreams(held);
			}
			case "holdListings" -> {
				boolean held = value.flag();
				yield () -> faults.holdListings(held);
			}
			case "holdUploads" -> {
				int next = (int) value.whole(0, 1000);
				yield () -> faults.holdUploads(next);
			}
			case "versions" -> {
				Optional<Duration> delay = value.isNull() ? Optional.empty() : Optional.of(value.seconds());
				yield () -> faults.keepVersions(delay);
			}
			case "goAway" -> onlyTrue(value, goAway);
			case "dropStreams" -> onlyTrue(value, faults::dropStreams);
			default -> throw new IllegalStateException(name);
		};
	}

	private Runnable hazards(Json value) {
		if (value.isBoolean()) {
			boolean on = value.flag();
			return () -> faults.setAll(on);
		}
		List<Runnable> actions = new ArrayList<>();
		String[] known = Arrays.stream(Hazard.values()).map(Hazard::name).toArray(String[]::new);
		for (String name : value.names(known)) {
			boolean on = value.get(name).flag();
			actions.add(() -> faults.set(Hazard.valueOf(name), on));
		}
		return () -> actions.forEach(Runnable::run);
	}

	private Runnable quota(Json value) {
		value.names("workspace", "bytes");
		String workspace = value.get("workspace").text();
		Json limit = value.get("bytes");
		long bytes = limit.isNull() ? -1 : limit.whole(0, 1L << 53);
		return () -> faults.quota(workspace, bytes);
	}

	private Runnable moveLossShare(Json value) {
		double share = share(value);
		return () -> faults.moveLossShare(share);
	}

	private static double share(Json value) {
		double share = value.number();
		if (!(share >= 0 && share <= 1)) {
			throw value.wrong("a number from 0 to 1");
		}
		return share;
	}

	private Runnable rehash(Json value) {
		boolean some = value.names("workspace", "family", "hashed").contains("hashed");
		Json workspace = value.get("workspace");
		String slug = workspace.text();
		if (!World.hasWorkspace(slug)) {
			throw workspace.wrong("the slug of a workspace");
		}
		Json named = value.get("family");
		Family family = switch (named.text()) {
			case "v3" -> Family.V3;
			case "v4" -> Family.V4;
			case "mixed" -> Family.MIXED;
			default -> throw named.wrong("\"v3\", \"v4\" or \"mixed\"");
		};
		double allOrNone = family == Family.V3 ? 0 : 1;
		double hashed = some ? share(value.get("hashed")) : allOrNone;
		return () -> world.rehash(slug, family, hashed);
	}

	private Runnable slow(Json value) {
		if (value.isNumber()) {
			var each = value.seconds();
			return () -> faults.slow(each);
		}
		boolean limited = value.names("method", "seconds", "atOnce").contains("atOnce");
		String method = method(value.get("method"));
		var each = value.get("seconds").seconds();
		int atOnce = limited ? (int) value.get("atOnce").whole(1, 1000) : 0;
		return () -> faults.slow(method, each, atOnce);
	}

	private Runnable fail(Json value) {
		value.names("method", "calls", "answer");
		String method = method(value.get("method"));
		int calls = (int) value.get("calls").whole(1, 1_000_000);
		Answer answer = answer(value.get("answer"));
		boolean grpc = method.contains("/");
		if (grpc && answer instanceof Answer.HttpFailure || !grpc && answer instanceof Answer.GrpcFailure) {
			throw new IllegalArgumentException(method + " cannot be answered with "
					+ value.get("answer").value()
					+ ": \"grpc\" is for methods with a slash in their names, \"http\" for the others.");
		}
		return () -> faults.fail(method, calls, answer);
	}

	private Runnable failAt(Json value) {
		value.names("call", "answer");
		int number = (int) value.get("call").whole(0, 1_000_000);
		Json how = value.get("answer");
		if (how.isString() && how.text().equals("error")) {
			return () -> faults.failAt(number, FaultOrders::ownError);
		}
		if (!how.isString()) {
			throw how.wrong("\"reset\", \"halfBody\", \"lostReply\", \"hang\" or \"error\"");
		}
		Answer answer = answer(how);
		return () -> faults.failAt(number, method -> answer);
	}

	/** What a server answers that has an error of its own. */
	private static Answer ownError(String method) {
		return method.contains("/") ? new Answer.GrpcFailure(Status.Code.INTERNAL.name(), "an error as ordered")
				: new Answer.HttpFailure(500, "InternalError", "an error as ordered");
	}

	private static Answer answer(Json value) {
		if (value.isString()) {
			return switch (value.text().toLowerCase(Locale.ROOT)) {
				case "reset" -> new Answer.Reset();
				case "halfbody" -> new Answer.HalfBody();
				case "lostreply" -> new Answer.LostReply();
				case "hang" -> new Answer.Hang();
				default -> throw value.wrong("\"reset\", \"halfBody\", \"lostReply\", \"hang\", or an object");
			};
		}
		if (value.names("grpc", "http").size() != 1) {
			throw value.wrong("an object with either \"grpc\" or \"http\"");
		}
		if (value.names("grpc", "http").contains("grpc")) {
			Json grpc = value.get("grpc");
			double after = grpc.names("code", "message", "after").contains("after") ? share(grpc.get("after")) : 0;
			return new Answer.GrpcFailure(code(grpc.get("code")), grpc.get("message").text(), after);
		}
		Json http = value.get("http");
		double after = http.names("status", "code", "message", "after").contains("after") ? share(http.get("after")) : 0;
		return new Answer.HttpFailure((int) http.get("status").whole(400, 599), http.get("code").text(),
				http.get("message").text(), after);
	}

	private static String code(Json value) {
		try {
			return Status.Code.valueOf(value.text()).name();
		} catch (IllegalArgumentException e) {
			throw value.wrong("the name of a gRPC status code, such as UNAVAILABLE");
		}
	}

	private String method(Json value) {
		if (!methods.has(value.text())) {
			throw new IllegalArgumentException(
					"There is no method " + value.value() + "; known are " + methods + ".");
		}
		return value.text();
	}

	private Runnable whose(Json value, TokenAction action) {
		Predicate<User> users;
		if (value.isString()) {
			String name = value.text();
			if (accounts.named(name).isEmpty()) {
				throw value.wrong("true for all users, or the name of one");
			}
			users = user -> user.name().equals(name);
		} else {
			onlyTrue(value, () -> {});
			users = user -> true;
		}
		return () -> {
			try {
				action.on(users);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		};
	}

	private static Runnable onlyTrue(Json value, Runnable action) {
		if (!value.flag()) {
			throw value.wrong("true; leave it out otherwise");
		}
		return action;
	}

	private static Runnable texts(Json value, Consumer<String> action) {
		List<String> all = value.each().stream().map(Json::text).toList();
		return () -> all.forEach(action);
	}

	private static Runnable pair(Json value, String first, String second, BiConsumer<String, String> action) {
		value.names(first, second);
		String one = value.get(first).text();
		String other = value.get(second).text();
		return () -> action.accept(one, other);
	}

	private static Runnable all(Json value, Function<Json, Runnable> one) {
		List<Runnable> actions = value.each().stream().map(one).toList();
		return () -> actions.forEach(Runnable::run);
	}
}
