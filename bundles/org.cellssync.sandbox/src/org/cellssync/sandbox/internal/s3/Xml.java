package org.cellssync.sandbox.internal.s3;

/** Builds the small XML documents of S3. */
final class Xml {
	private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

	private final StringBuilder text = new StringBuilder(HEAD);

	/** Opens an element of the S3 name space. */
	Xml root(String name) {
		text.append('<').append(name).append(NAMESPACE).append('>');
		return this;
	}

	Xml open(String name) {
		text.append('<').append(name).append('>');
		return this;
	}

	Xml close(String name) {
		text.append("</").append(name).append('>');
		return this;
	}

	Xml element(String name, String value) {
		open(name);
		escape(value);
		return close(name);
	}

	private void escape(String value) {
		for (var i = 0; i < value.length(); i++) {
			var c = value.charAt(i);
			switch (c) {
				case '"' -> text.append("&#34;");
				case '\'' -> text.append("&#39;");
				case '&' -> text.append("&amp;");
				case '<' -> text.append("&lt;");
				case '>' -> text.append("&gt;");
				case '\t' -> text.append("&#x9;");
				case '\n' -> text.append("&#xA;");
				case '\r' -> text.append("&#xD;");
				default -> text.append(c < ' ' || c > 0xfffd ? '\ufffd' : c);
			}
		}
	}

	@Override
	public String toString() {
		return text.toString();
	}
}
