package org.cellssync.auth.internal.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalTokenUserTest {

	private static Optional<String> user(String xml) throws EndpointException {
		return PersonalToken.user("https://cells.example", xml);
	}

	@Test
	void isTheOneTheStateNames() throws Exception {
		assertEquals(Optional.of("zoë"),
				user("<?xml version=\"1.0\"?><pydio_registry><plugins><user_x id=\"no\"/></plugins>"
						+ "<user id=\"zo&#235;\"><preferences/></user></pydio_registry>"));
	}

	@Test
	void isNobodyWhereTheStateNamesNone() throws Exception {
		assertEquals(Optional.empty(), user("<pydio_registry/>"));
		assertEquals(Optional.empty(), user("<pydio_registry><user id=\"\"/></pydio_registry>"));
		assertEquals(Optional.empty(), user("<pydio_registry><user/></pydio_registry>"));
	}

	@Test
	void isNotKnownWhereSomethingElseCame() {
		EndpointException failure = assertThrows(EndpointException.class,
				() -> user("{\"Title\":\"no XML\"}"));
		assertEquals(Code.SERVER_ERROR, failure.diagnostic().code());
	}

	@Test
	void isNotTakenFromFilesOfThisComputer(@TempDir Path folder) throws Exception {
		Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
		String trap = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY secret SYSTEM \"" + secret.toUri()
				+ "\">]>" + "<pydio_registry><user id=\"&secret;\"/></pydio_registry>";
		EndpointException failure = assertThrows(EndpointException.class, () -> user(trap));
		assertEquals(Code.SERVER_ERROR, failure.diagnostic().code());
	}

	@Test
	void canOnlyBeAskedForWithWhatFitsInAHeader() {
		assertEquals(true, PersonalToken.isPossible("aB3._-x"));
		assertEquals(false, PersonalToken.isPossible("a b"));
		assertEquals(false, PersonalToken.isPossible("a\nb"));
		assertEquals(false, PersonalToken.isPossible("é"));
		assertEquals(false, PersonalToken.isPossible(""));
	}
}
