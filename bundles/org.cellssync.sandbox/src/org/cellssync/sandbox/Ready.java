package org.cellssync.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * What there is to know about a sandbox when all its channels answer.
 *
 * @param url the address of the server, without a path
 * @param grpcPort the port for gRPC, under TLS the one of the address
 * @param ca the PEM file of the authority to trust, absolute; empty in clear text
 * @param users who can sign in, two at least
 * @param control the address of the control channel, without a slash at the end
 */
public record Ready(URI url, int grpcPort, Optional<Path> ca, List<SandboxUser> users, URI control) {
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

	/** Copies the users. */
	public Ready {
		users = List.copyOf(users);
	}

	/** Returns this as the line of JSON that a program prints when the server is ready. */
	public String toJson() {
		JsonArray people = new JsonArray();
		for (SandboxUser user : users) {
			JsonObject person = new JsonObject();
			person.addProperty("name", user.name());
			person.addProperty("password", user.password());
			person.addProperty("token", user.token());
			people.add(person);
		}
		JsonObject line = new JsonObject();
		line.addProperty("type", "ready");
		line.addProperty("url", url.toString());
		line.addProperty("grpcPort", grpcPort);
		line.add("ca", JsonNull.INSTANCE);
		ca.ifPresent(file -> line.addProperty("ca", file.toString()));
		line.add("users", people);
		line.addProperty("control", control.toString());
		return GSON.toJson(line);
	}
}
