package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whole tasks do with folders that were selected or unselected (section 6 of the semantics). */
class SelectedFoldersTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;
	private Computer other;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		one = Computer.thatTriesOnce(home.resolve("one"), server);
		other = Computer.thatTriesOnce(home.resolve("other"), server).connect(0, "personal-files");
		other.write("far/same", "same").write("far/edited", "before").write("far/gone", "g").write("far/sub/deep", "deep")
				.write("near/file", "near").write("top", "top");
		other.sync();
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		other.close();
		server.close();
	}

	private void connectToAll() throws Exception {
		one.connect(0, "personal-files");
		one.sync();
	}

	private Computer choose(UnaryOperator<Selection> change) throws EndpointException {
		return one.edit(options -> options.withSelection(change.apply(options.selection())));
	}

	private Computer unselect(String folder) throws EndpointException {
		return choose(selection -> selection.unselecting(SyncPath.of(folder)));
	}

	private Computer select(String folder) throws EndpointException {
		return choose(selection -> selection.selecting(SyncPath.of(folder)));
	}

	private static List<String> held(Computer computer) {
		return computer.view().held().stream().map(each -> each.code() + " " + each.subject()).toList();
	}

	private Explanation why(String path) throws EndpointException {
		return one.sessions().why(one.task(), SyncPath.of(path), new Cancellation());
	}

	@Test
	void aNewTaskHoldsOnlyWhatWasSelected() throws Exception {
		one.write("mine", "mine").write("near/file", "near");
		one.connect(0, "personal-files",
				TaskOptions.DEFAULT.withSelection(Selection.only(List.of(SyncPath.of("far/sub"), SyncPath.of("near")))));
		assertEquals(List.of("create local far", "create local far/sub", "download local far/sub/deep"),
				one.sync().operations());
		assertEquals(List.of(), held(one), "what never took part is nobody's concern");
		one.write("far/sub/new", "up").write("far/beside", "not selected");
		other.write("far/sub/folder/new", "down").write("far/new", "not selected");
		other.sync();
		assertEquals(
				List.of("create local far/sub/folder", "download local far/sub/folder/new", "upload remote far/sub/new"),
				one.sync().operations());
		other.sync();
		assertFalse(Files.exists(other.path("mine")));
		assertFalse(Files.exists(other.path("far/beside")));
		Explanation why = why("top");
		assertEquals(Explanation.State.LEFT_OUT, why.state());
		assertEquals(Reason.UNSELECTED, why.leftOut().orElseThrow().kept().orElseThrow());
		one.boot();
		assertEquals(List.of(), one.sync().operations());
	}

	@Test
	void unselectingRemovesHereOnlyWhatIsOnTheServerUnchanged() throws Exception {
		connectToAll();
		other.delete("far/gone").write("far/same2", "new there");
		other.sync();
		one.write("far/edited", "edited here").write("far/new", "new here").write("near/file", "changed, and selected");
		unselect("far");
		List<String> planned = List.of("delete local far/same", "delete local far/sub", "upload remote near/file");
		assertEquals(planned, one.dryRun().operations());
		assertEquals("same", one.read("far/same"), "a dry run changes nothing");
		assertEquals(planned, one.sync().operations());
		assertEquals(List.of("far/", "far/edited", "far/gone", "far/new", "near/", "near/file", "top"),
				List.copyOf(one.tree().keySet()));
		assertEquals(List.of("KEPT_UNSELECTED far"), held(one));
		assertEquals(TaskStatus.InSync.IN_SYNC, one.view().status());
		assertEquals(List.of("far/same", "far/sub"),
				one.trash().list().stream().map(item -> item.path().value()).sorted().toList());
		one.boot();
		assertEquals(List.of(), one.sync().operations());
		assertEquals(List.of("KEPT_UNSELECTED far"), held(one), "told as long as it is so");
		other.sync();
		assertEquals("before", other.read("far/edited"));
		assertEquals("deep", other.read("far/sub/deep"));
		assertEquals("changed, and selected", other.read("near/file"));
		one.delete("far");
		assertEquals(List.of(), one.sync().operations(), "what takes part no more is never deleted on the server");
		assertEquals(List.of(), held(one));
	}

	@Test
	void selectingAgainBringsItBack() throws Exception {
		connectToAll();
		one.write("far/edited", "edited here").write("far/new", "new here");
		unselect("far").sync();
		assertFalse(Files.exists(one.path("far/same")));
		other.write("far/sub/deep", "changed there").delete("far/gone");
		other.sync();
		assertEquals(List.of(), one.sync().operations());
		select("far").boot();
		assertEquals(
				List.of("create local far/sub", "download local far/same", "download local far/sub/deep",
						"upload remote far/new"),
				one.sync().operations());
		assertEquals("changed there", one.read("far/sub/deep"));
		assertEquals(List.of(SyncPath.of("far/edited")), one.view().conflicts().stream().map(each -> each.path()).toList());
		assertEquals(List.of(), held(one));
		assertEquals(Selection.ALL, one.view().spec().options().selection());
	}

	@Test
	void foldersBeneathGoByTheNearestChoice() throws Exception {
		connectToAll();
		unselect("far");
		select("far/sub").sync();
		assertEquals(List.of("far/", "far/sub/", "far/sub/deep", "near/", "near/file", "top"),
				List.copyOf(one.tree().keySet()));
		other.write("far/another/x", "x").write("far/sub/another/y", "y").write("new/z", "z");
		other.sync();
		assertEquals(List.of("create local far/sub/another", "create local new", "download local far/sub/another/y",
				"download local new/z"), one.sync().operations());
		unselect("far/sub/another").sync();
		assertFalse(Files.exists(one.path("far/sub/another")));
		other.delete("far/sub/deep");
		other.sync();
		assertEquals(List.of("delete local far/sub/deep"), one.sync().operations());
	}

	@Test
	void aFolderThatHoldsWhatIsNotSelectedStaysOnTheServer() throws Exception {
		connectToAll();
		unselect("far/sub").sync();
		one.delete("far");
		one.sync();
		other.sync();
		assertEquals(List.of("far/", "far/sub/", "far/sub/deep", "near/", "near/file", "top"),
				List.copyOf(other.tree().keySet()));
	}

	@Test
	void whatWasNotSelectedWhenItWasDeletedThereStaysHere() throws Exception {
		connectToAll();
		one.write("far/edited", "edited here");
		unselect("far").sync();
		other.delete("far");
		other.sync();
		assertEquals(List.of(), one.sync().operations());
		assertEquals("edited here", one.read("far/edited"));
		select("far");
		assertEquals(List.of("create remote far", "upload remote far/edited"), one.sync().operations(),
				"as in a first cycle");
	}

	@Test
	void aSelectedFolderWithAnotherNameIsDeletedNowhere() throws Exception {
		one.connect(0, "personal-files",
				TaskOptions.DEFAULT.withSelection(Selection.only(List.of(SyncPath.of("far"), SyncPath.of("near")))));
		one.sync();
		one.move("far", "elsewhere").write("elsewhere/new", "new");
		assertEquals(List.of(), one.sync().operations());
		assertEquals(List.of("SELECTED_MISSING far"),
				one.view().problems().stream().map(each -> each.code() + " " + each.subject()).toList());
		other.move("near", "beside");
		other.sync();
		assertEquals("same", other.read("far/same"));
		assertEquals(List.of(), one.sync().operations());
		assertEquals("near", one.read("near/file"));
		one.move("elsewhere", "far");
		other.move("beside", "near");
		other.sync();
		assertEquals(List.of("upload remote far/new"), one.sync().operations());
		assertEquals(List.of(), one.view().problems());
		one.move("far", "elsewhere");
		select("elsewhere");
		unselect("far");
		one.sync();
		other.sync();
		assertEquals("new", other.read("elsewhere/new"));
		assertEquals("same", other.read("far/same"), "it was never deleted, and takes part no more");
	}

	private Selection selection() {
		return one.view().spec().options().selection();
	}

	/** Nextcloud's M03. */
	@Test
	void choicesFollowTheFoldersTheyAreIn() throws Exception {
		connectToAll();
		unselect("far/sub").sync();
		other.move("far", "renamed");
		other.sync();
		assertEquals(List.of("move local far -> renamed"), one.dryRun().operations());
		assertEquals(Selection.without(List.of(SyncPath.of("far/sub"))), selection(), "a dry run changes nothing");
		assertEquals(List.of("move local far -> renamed"), one.sync().operations());
		assertFalse(Files.exists(one.path("renamed/sub")));
		one.sync();
		assertEquals(Selection.without(List.of(SyncPath.of("renamed/sub"))), selection());
		one.boot();
		one.write("near/moved/x", "x");
		one.move("renamed", "near/again");
		assertEquals(List.of("create remote near/moved", "move remote renamed -> near/again", "upload remote near/moved/x"),
				one.sync().operations());
		assertEquals(List.of(), one.sync().operations());
		assertEquals(Selection.without(List.of(SyncPath.of("near/again/sub"))), selection());
		one.boot();
		assertEquals(Selection.without(List.of(SyncPath.of("near/again/sub"))), selection());
		assertFalse(Files.exists(one.path("near/again/sub")));
		other.sync();
		assertEquals("deep", other.read("near/again/sub/deep"));
		select("near/again/sub").sync();
		assertEquals(one.tree(), other.tree());
	}

	@Test
	void aRunningTaskIsToldAtOnce() throws Exception {
		connectToAll();
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync);
		unselect("far");
		one.await(view -> view.status() instanceof TaskStatus.InSync && !Files.exists(one.path("far")));
		select("far");
		one.awaitFile("far/sub/deep");
		one.awaitSame(other);
	}

	@Test
	void nothingMaySeemDeletedWhereSomebodyChangesHisMind() throws Exception {
		connectToAll();
		unselect("far");
		one.delete("far/same");
		select("far");
		assertEquals(List.of("delete remote far/same"), one.sync().operations(),
				"nothing was ever removed for the selection");
	}
}
