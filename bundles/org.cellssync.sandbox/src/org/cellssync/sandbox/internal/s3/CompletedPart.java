package org.cellssync.sandbox.internal.s3;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** A part that is to become content, as the caller names it. */
record CompletedPart(int number, String etag) {
	/** Returns the parts of a completion document, in its order. */
	static List<CompletedPart> read(InputStream body) {
		var factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		var result = new ArrayList<CompletedPart>();
		try {
			var xml = factory.createXMLStreamReader(body);
			var number = 0;
			var etag = "";
			while (xml.hasNext()) {
				var event = xml.next();
				if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("PartNumber")) {
					number = Integer.parseInt(xml.getElementText().trim());
				} else if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("ETag")) {
					etag = xml.getElementText().trim().replace("\"", "");
				} else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("Part")) {
					result.add(new CompletedPart(number, etag));
				}
			}
		} catch (XMLStreamException | NumberFormatException e) {
			throw S3Error.MALFORMED.exception();
		}
		return result;
	}
}
