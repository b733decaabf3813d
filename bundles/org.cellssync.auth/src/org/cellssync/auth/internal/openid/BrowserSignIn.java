package org.cellssync.auth.internal.openid;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.cellssync.api.account.SignInPrompt;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/**
 * One sign-in through the browser: the page is shown, the browser comes back with a code, the code is
 * exchanged for tokens. A server that refuses may keep its browser, so the wait ends by itself.
 *
 * @param patience how long a person has
 */
public record BrowserSignIn(Provider provider, String server, InstantSource clock, Duration patience) {

	/**
	 * Runs it.
	 *
	 * @throws EndpointException {@code SIGN_IN_REFUSED}, {@code SIGN_IN_ABANDONED} when time is up,
	 *         {@code SYSTEM_INCOMPLETE} where none of the ports servers know is free, or a server trouble
	 * @throws CancellationException once cancelled
	 */
	public Provider.SignedIn run(SignInPrompt prompt, Cancellation cancel) throws EndpointException {
		try (CallbackListener listener = open()) {
			Provider.Question question = provider.question(listener.redirect());
			listener.expect(question.state().getValue());
			prompt.show(question.page(), clock.instant().plus(patience));
			return switch (await(listener, cancel)) {
				case CallbackListener.Callback.Code(String code) -> provider.exchange(question, code, cancel);
				case CallbackListener.Callback.Refused(String reason) ->
					throw failure(Code.SIGN_IN_REFUSED, reason, null);
			};
		}
	}

	private static CallbackListener open() throws EndpointException {
		Diagnostic noPort = Diagnostic.of(Code.SYSTEM_INCOMPLETE,
				"localhost:" + CallbackListener.FIRST_PORT + "-" + CallbackListener.LAST_PORT);
		try {
			return CallbackListener.open().orElseThrow(() -> new EndpointException(noPort));
		} catch (IOException noListening) {
			throw new EndpointException(noPort, noListening);
		}
	}

	private CallbackListener.Callback await(CallbackListener listener, Cancellation cancel)
			throws EndpointException {
		Cancellation.Registration registration = cancel.onCancel(() -> listener.answer().cancel(false));
		try {
			return listener.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException late) {
			throw failure(Code.SIGN_IN_ABANDONED, patience.toSeconds() + " s", late);
		} catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		} catch (ExecutionException impossible) {
			throw new IllegalStateException(impossible);
		} finally {
			registration.close();
		}
	}

	private EndpointException failure(Code code, String seen, Exception cause) {
		return new EndpointException(Diagnostic.of(code, server, seen), cause);
	}
}
