package org.cellssync.core.ignore;

import java.text.Normalizer;
import java.util.regex.Pattern;

import org.cellssync.core.tree.SyncPath;

/**
 * One pattern of a task.
 *
 * @param pattern what must match
 * @param wholePath whether the path is matched, or the name alone
 * @param foldersOnly whether files are not meant
 */
record Glob(Pattern pattern, boolean wholePath, boolean foldersOnly) implements Ignore {

	static Glob of(String text) {
		String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
		boolean foldersOnly = normal.endsWith("/");
		String body = foldersOnly ? normal.substring(0, normal.length() - 1) : normal;
		boolean wholePath = body.indexOf('/') >= 0;
		String glob = body.startsWith("/") ? body.substring(1) : body;
		return new Glob(Pattern.compile(expression(glob), Pattern.DOTALL), wholePath, foldersOnly);
	}

	private static String expression(String glob) {
		StringBuilder expression = new StringBuilder();
		int i = 0;
		while (i < glob.length()) {
			if (glob.startsWith("**/", i)) {
				expression.append("(?:.*/)?");
				i += 3;
			} else if (glob.startsWith("**", i)) {
				expression.append(".*");
				i += 2;
			} else {
				char character = glob.charAt(i++);
				expression.append(switch (character) {
					case '*' -> "[^/]*";
					case '?' -> "[^/]";
					default -> Pattern.quote(String.valueOf(character));
				});
			}
		}
		return expression.toString();
	}

	@Override
	public boolean ignored(SyncPath path, boolean directory) {
		return (directory || !foldersOnly)
				&& pattern.matcher(wholePath ? path.value() : path.name()).matches();
	}
}
