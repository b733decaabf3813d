package org.cellssync.protocol.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that people put before a server, as Debian has them, and what each needs around its configuration. */
enum ProxyProgram {

	/** nginx. */
	NGINX("nginx", "nginx.conf", "/usr/sbin") {
		@Override
		String around(String site) {
			return """
					daemon off;
					master_process off;
					pid FOLDER/pid;
					error_log FOLDER/error.log info;
					events { worker_connections 512; }
					http {
						access_log FOLDER/access.log;
						client_body_temp_path FOLDER/body;
						proxy_temp_path FOLDER/proxy;
						fastcgi_temp_path FOLDER/fastcgi;
						uwsgi_temp_path FOLDER/uwsgi;
						scgi_temp_path FOLDER/scgi;
					SITE
					}
					""".replace("SITE", site);
		}

		@Override
		List<String> command(Path program, Path folder, Path file) {
			return List.of(program.toString(), "-p", folder.toString(), "-e", folder.resolve("error.log").toString(), "-c",
					file.toString());
		}
	},
	/** Caddy. */
	CADDY("caddy", "Caddyfile", "/usr/bin") {
		@Override
		String around(String site) {
			return """
					{
						admin off
						auto_https disable_redirects
						default_bind 127.0.0.1
						default_sni localhost
					}
					""" + site;
		}

		@Override
		List<String> command(Path program, Path folder, Path file) {
			return List.of(program.toString(), "run", "--adapter", "caddyfile", "--config", file.toString());
		}
	},
	/** HAProxy. */
	HAPROXY("haproxy", "haproxy.cfg", "/usr/sbin") {
		@Override
		String around(String site) {
			return "global\n\tmaxconn 512\n\n" + site;
		}

		@Override
		List<String> command(Path program, Path folder, Path file) {
			return List.of(program.toString(), "-db", "-f", file.toString());
		}
	},
	/** The Apache HTTP server. */
	APACHE("apache2", "apache.conf", "/usr/sbin") {
		@Override
		String around(String site) {
			StringBuilder text = new StringBuilder();
			for (String module : List.of("mpm_event", "authz_core", "unixd?", "ssl", "socache_shmcb", "http2", "proxy",
					"proxy_http", "proxy_http2", "reqtimeout", "rewrite", "headers")) {
				Path file = MODULES.resolve("mod_" + module.replace("?", "") + ".so");
				if (!module.endsWith("?") || Files.exists(file)) {
					text.append("LoadModule ").append(module.replace("?", "")).append("_module ").append(file).append('\n');
				}
			}
			return text + """
					ServerRoot FOLDER
					DefaultRuntimeDir FOLDER
					PidFile FOLDER/pid
					ErrorLog FOLDER/error.log
					LogLevel info
					ServerName localhost
					<IfModule unixd_module>
						User www-data
						Group www-data
					</IfModule>
					Listen 127.0.0.1:PORT
					""" + site;
		}

		@Override
		List<String> command(Path program, Path folder, Path file) {
			// One process in the foreground.
			return List.of(program.toString(), "-X", "-f", file.toString());
		}
	};

	private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

	private final String program;
	private final String file;
	private final String usual;

	ProxyProgram(String program, String file, String usual) {
		this.program = program;
		this.file = file;
		this.usual = usual;
	}

	/** Returns the whole configuration, with {@code PORT} and {@code FOLDER} where those stand. */
	abstract String around(String site);

	abstract List<String> command(Path program, Path folder, Path file);

	/** Returns the program, where this machine has it. */
	Optional<Path> program() {
		Stream<String> folders = Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Stream.of(usual));
		return folders.map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
	}

	/** Returns the name of the program. */
	String label() {
		return program;
	}

	/** Returns the configuration that is right, as people find it in the documentation. */
	String right() {
		try (var stream = ProxyProgram.class.getResourceAsStream("/proxies/" + file)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}
}
