package org.cellssync.sandbox.internal.auth;

import java.util.Objects;

/** Somebody who may sign in, and the owner of one personal workspace. */
public record User(String name, String uuid, String email) {
	public User {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(uuid, "uuid");
		Objects.requireNonNull(email, "email");
	}
}
