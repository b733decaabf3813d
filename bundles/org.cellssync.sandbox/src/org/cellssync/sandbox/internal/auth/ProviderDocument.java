package org.cellssync.sandbox.internal.auth;

import java.util.List;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** The OpenID configuration document. */
final class ProviderDocument {
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	private ProviderDocument() {
	}

	/** Returns the document of the provider at this address; the issuer ends with a slash. */
	static String of(String url) {
		String oidc = url + "/oidc/";
		JsonObject document = new JsonObject();
		document.addProperty("issuer", oidc);
		document.addProperty("authorization_endpoint", oidc + "oauth2/auth");
		document.addProperty("token_endpoint", oidc + "oauth2/token");
		document.addProperty("jwks_uri", oidc + ".well-known/jwks.json");
		list(document, "subject_types_supported", "public");
		list(document, "response_types_supported", "code", "code id_token", "id_token", "token id_token",
				"token",
				"token id_token code");
		list(document, "claims_supported", "sub");
		list(document, "grant_types_supported", "authorization_code", "implicit", "client_credentials",
				"refresh_token");
		list(document, "response_modes_supported", "query", "fragment");
		document.addProperty("userinfo_endpoint", oidc + "userinfo");
		list(document, "scopes_supported", "offline_access", "offline", "openid");
		list(document, "token_endpoint_auth_methods_supported", "client_secret_post", "client_secret_basic",
				"private_key_jwt", "none");
		list(document, "userinfo_signing_alg_values_supported", "none", "RS256");
		list(document, "id_token_signing_alg_values_supported", "RS256");
		document.addProperty("request_parameter_supported", true);
		document.addProperty("request_uri_parameter_supported", true);
		document.addProperty("require_request_uri_registration", true);
		document.addProperty("claims_parameter_supported", false);
		document.addProperty("revocation_endpoint", oidc + "oauth2/revoke");
		document.addProperty("backchannel_logout_supported", true);
		document.addProperty("backchannel_logout_session_supported", true);
		document.addProperty("frontchannel_logout_supported", true);
		document.addProperty("frontchannel_logout_session_supported", true);
		document.addProperty("end_session_endpoint", oidc + "oauth2/sessions/logout");
		list(document, "request_object_signing_alg_values_supported", "RS256", "none");
		list(document, "code_challenge_methods_supported", "plain", "S256");
		return GSON.toJson(document) + "\n";
	}

	private static void list(JsonObject document, String name, String... values) {
		document.add(name, GSON.toJsonTree(List.of(values)));
	}
}
