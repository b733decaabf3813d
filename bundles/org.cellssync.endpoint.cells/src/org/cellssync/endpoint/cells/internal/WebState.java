package org.cellssync.endpoint.cells.internal;

import java.io.StringReader;
import java.util.SortedSet;
import java.util.TreeSet;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server tells its web page of a user: all workspaces, whatever their hashes are. */
final class WebState {

	private static final Logger LOG = LoggerFactory.getLogger(WebState.class);
	private static final String PATH = "/a/frontend/state";

	private WebState() {
	}

	/** Returns the slugs of the user's workspaces; none where the server does not tell them in this way. */
	static SortedSet<String> slugs(CellsConnection connection, Cancellation cancel) {
		try {
			return slugs(connection.get(PATH, Patience.LOOK, cancel));
		} catch (CellsException | XMLStreamException failure) {
			// What the server lists is known without it.
			LOG.debug("{} does not tell the workspaces of its page", connection.accountId(), failure);
			return new TreeSet<>();
		}
	}

	private static SortedSet<String> slugs(String xml) throws XMLStreamException {
		SortedSet<String> slugs = new TreeSet<>();
		XMLStreamReader reader = SmallXml.FACTORY.createXMLStreamReader(new StringReader(xml));
		while (reader.hasNext()) {
			if (reader.next() == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("repo")
			// The home page and the settings are told in the same way.
					&& "gateway".equals(reader.getAttributeValue(null, "access_type"))
					&& reader.getAttributeValue(null, "repositorySlug") instanceof String slug && !slug.isEmpty()) {
				slugs.add(slug);
			}
		}
		return slugs;
	}
}
