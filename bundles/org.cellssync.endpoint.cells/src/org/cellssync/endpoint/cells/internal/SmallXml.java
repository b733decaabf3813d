package org.cellssync.endpoint.cells.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The texts of a short XML answer by the names of their elements; of several of one name the first. */
final class SmallXml {

	/** Answers of S3 are far shorter; a page of a proxy may be long, and is no XML. */
	private static final int LONGEST = 64 << 10;
	/** Looks at nothing outside of a text. */
	static final XMLInputFactory FACTORY = factory();

	private SmallXml() {
	}

	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_COALESCING, true);
		return factory;
	}

	/** Reads an answer; one that is no XML has no texts. */
	static Map<String, String> texts(InputStream input) throws IOException {
		Map<String, String> texts = new HashMap<>();
		byte[] bytes = input.readNBytes(LONGEST);
		try {
			XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
			String element = "";
			while (reader.hasNext()) {
				switch (reader.next()) {
					case XMLStreamConstants.START_ELEMENT -> element = reader.getLocalName();
					case XMLStreamConstants.CHARACTERS -> {
						if (!reader.isWhiteSpace()) {
							texts.putIfAbsent(element, reader.getText());
						}
					}
					default -> {
						// Only texts count.
					}
				}
			}
		} catch (XMLStreamException noXml) {
			// What was read until then counts: the status says the rest.
			return texts;
		}
		return texts;
	}
}
