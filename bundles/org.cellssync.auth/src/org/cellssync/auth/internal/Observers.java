package org.cellssync.auth.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.util.Cancellation;

/** Who hears of changes of accounts. Told in the thread that made the change, with no lock held. */
final class Observers {

	private final List<Consumer<Account>> observers = new CopyOnWriteArrayList<>();

	Cancellation.Registration add(Consumer<Account> observer) {
		// Wrapped, so that one observer may be added twice and each registration ends itself alone.
		Consumer<Account> own = observer::accept;
		observers.add(own);
		return () -> observers.remove(own);
	}

	void tell(Account account) {
		observers.forEach(observer -> observer.accept(account));
	}
}
