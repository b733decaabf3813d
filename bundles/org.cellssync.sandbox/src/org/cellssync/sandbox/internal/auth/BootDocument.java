package org.cellssync.sandbox.internal.auth;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** What a server tells its web page before anybody has signed in. */
final class BootDocument {
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
	private static final String TEXT = GSON.toJson(document());

	private BootDocument() {
	}

	static String text() {
		return TEXT;
	}

	private static JsonObject document() {
		JsonObject wording = new JsonObject();
		wording.addProperty("title", "Cells sandbox");
		wording.addProperty("icon", "plug/gui.ajax/res/themes/common/images/LoginBoxLogo.png");
		wording.addProperty("iconBinary", "");
		wording.addProperty("loginTitle", "");
		wording.addProperty("loginLegend", "");
		JsonObject languages = new JsonObject();
		languages.addProperty("de", "Deutsch");
		languages.addProperty("en-us", "English");
		languages.addProperty("es-es", "Español");
		languages.addProperty("fr", "Français");
		languages.addProperty("it", "Italiano");
		languages.addProperty("lv", "Latv");
		languages.addProperty("pt-br", "Português do Brasil");
		languages.addProperty("ru", "русский");
		languages.addProperty("vi-vn", "Tiếng Việt");
		languages.addProperty("zh-cn", "简体中文");
		JsonObject backend = new JsonObject();
		backend.addProperty("PackageType", "PydioHome");
		backend.addProperty("PackageLabel", "Cells sandbox");

		JsonObject document = new JsonObject();
		document.addProperty("ajxpResourcesFolder", "plug/gui.ajax/res");
		document.addProperty("ENDPOINT_REST_API", "/a");
		document.addProperty("ENDPOINT_S3_GATEWAY", "/io");
		document.addProperty("ENDPOINT_WEBSOCKET", "/ws/event");
		document.addProperty("PUBLIC_BASEURI", "/public");
		document.addProperty("zipEnabled", true);
		document.addProperty("multipleFilesDownloadEnabled", true);
		document.add("customWording", wording);
		document.addProperty("usersEnabled", true);
		document.addProperty("loggedUser", false);
		document.addProperty("currentLanguage", "en-us");
		document.addProperty("session_timeout", 3600);
		document.addProperty("client_timeout", 1440);
		document.addProperty("client_timeout_warning", 3);
		document.add("availableLanguages", languages);
		document.addProperty("usersEditable", true);
		document.addProperty("ajxpVersion", "4.3.0");
		document.addProperty("ajxpVersionDate", "");
		document.add("i18nMessages", new JsonObject());
		document.add("backend", backend);
		return document;
	}
}
