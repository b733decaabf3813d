package org.cellssync.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.internal.Commands;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.SyncPerspective;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way of a person through the window: from the first start to a folder kept the same, with what can come between. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskFlowTest {

	private static final String TASK = "Plans";
	private static final int CHECKS = CheckStep.values().length;
	private static final String SCRAP = "scrap.bak";
	/** Where the program puts aside what it replaces, if that is in the folder itself. */
	private static final String OURS = "/.cellssync-";
	private static final String THERE = "personal-files/Plans";

	@TempDir
	Path folder;
	private Path here;
	private Server server;
	private Server stranger;

	@BeforeEach
	void start() throws Exception {
		server = new Server();
		stranger = new Server();
		here = Files.createDirectory(folder.resolve(TASK));
	}

	@AfterEach
	void stop() throws IOException {
		server.close();
		stranger.close();
	}

	@Test
	void aFolderIsKeptTheSameAsChosenInTheWizard() throws Exception {
		server.put(THERE + "/there.txt", "from the server");
		server.put(THERE + "/both.txt", "the same");
		server.put(THERE + "/Drafts/plan.txt", "the server's plan");
		Files.writeString(here.resolve("here.txt"), "from here");
		Files.writeString(here.resolve("both.txt"), "the same");
		Files.writeString(here.resolve(SCRAP), "left out");
		Files.writeString(Files.createDirectory(here.resolve("Drafts")).resolve("plan.txt"), "my plan");

		WizardTester wizard = new WizardTester();
		choosesServer(wizard);
		signsIn(wizard);
		choosesFolders(wizard);
		choosesOptions(wizard);
		saysYes(wizard);
		bothEndsHoldAllButTheConflict();
		decidesConflict();
		checksServer();
		asksWhy();
		seesChangesTravel();
		searchesHistory();
		mergesConflict();
		restoresFromTrash();
		decidesHalt();
		signsInAgain();
		changesConnection();
		changesDirection();
		changesTheRest();
		limitsSpeed();
		leavesOutFolder();
		readsEverythingAgain();
		opensNoFolderThatIsMissing();
		assertEquals(server.files(THERE), synced());
		takesOverFromOriginal();
		removesTask();
		followsWhatMayOnlyBeRead();
	}

	/**
	 * The certificate is shown, and can be trusted for itself. Once a file is chosen instead, it alone says who is trusted;
	 * the wrong file does not help.
	 */
	private void choosesServer(WizardTester wizard) throws Exception {
		wizard.shows(Messages.Wizard_serverTitle);
		Screen.type(Messages.Wizard_url, "ftp://nowhere");
		wizard.refuses(Messages.Wizard_urlWrong);
		Screen.type(Messages.Wizard_url, server.address());
		wizard.next();
		Screen.says(server.fingerprint());
		wizard.shows(Messages.Wizard_serverTitle);
		Screen.press(Messages.Wizard_trust);
		wizard.shows(Messages.Wizard_signInTitle);
		wizard.back();
		Screen.says(NLS.bind(Messages.Wizard_trusted, "").strip());
		Screen.says(server.fingerprint());
		Screen.type(Messages.Wizard_ca, folder.resolve("absent.pem").toString());
		wizard.refuses("absent.pem");
		Screen.type(Messages.Wizard_ca, stranger.ca().toString());
		Screen.says(stranger.fingerprintOfAuthority());
		wizard.accepts();
		wizard.next();
		Screen.says(Messages.Wizard_untrusted);
		Screen.says(server.fingerprint());
		assertNotEquals(stranger.fingerprintOfAuthority(), server.fingerprintOfAuthority());
		asksDoctorWhy();
		Screen.type(Messages.Wizard_ca, server.ca().toString());
		Screen.says(server.fingerprintOfAuthority());
		wizard.accepts();
		wizard.next();
	}

	/** The check names the certificate, with what it means and what to do, and what depends on it is not tried. */
	private void asksDoctorWhy() throws Exception {
		Screen.press(Messages.Doctor_open);
		DoctorTester doctor = new DoctorTester();
		doctor.ends(Messages.Doctor_failed, CheckStep.TLS.ordinal(), 0, CHECKS - CheckStep.TLS.ordinal() - 1, 1);
		doctor.shows(CheckStep.TLS, CheckOutcome.FAILED);
		doctor.shows(CheckStep.HTTP, CheckOutcome.SKIPPED);
		Diagnostic untrusted = Diagnostic.of(Code.SERVER_CERTIFICATE, "https://" + server.address());
		doctor.explains(untrusted);
		String copied = doctor.copy();
		for (String part : List.of(server.address(), Texts.step(CheckStep.TLS), Code.SERVER_CERTIFICATE.name(),
				untrusted.action(),
				server.fingerprint())) {
			assertTrue(copied.contains(part), copied);
		}
		doctor.close();
	}

	/** With the task's account everything is tried; what was written on the way is gone then. */
	private void checksServer() throws Exception {
		SortedMap<String, String> before = server.files("personal-files");
		Screen.menu("Task", name("org.cellssync.ui.checkServer"));
		DoctorTester doctor = new DoctorTester();
		doctor.begin();
		doctor.shows(CheckStep.S3_DOWN, CheckOutcome.OK);
		Screen.press(Messages.Doctor_stop);
		doctor.ends(Messages.Doctor_stopped, CHECKS - 1, 0, 0, 0);
		Screen.set(Messages.Doctor_watch, 0);
		doctor.begin();
		doctor.ends(Messages.Doctor_well, CHECKS, 0, 0, 0);
		doctor.close();
		Await.is("the end of what was sent", () -> server.files("personal-files").equals(before));
	}

	private void signsIn(WizardTester wizard) throws Exception {
		wizard.shows(Messages.Wizard_signInTitle);
		Screen.press(Messages.Wizard_openBrowser);
		String first = signInPage();
		Screen.press(Messages.Wizard_cancelSignIn);
		Screen.is("the end of the sign-in", () -> addresses().findFirst().isEmpty());
		Screen.press(Messages.Wizard_openBrowser);
		String page = signInPage();
		assertNotEquals(first, page);
		assertEquals(401, server.signIn(page, false));
		wizard.shows(Messages.Wizard_signInTitle);
		assertEquals(200, server.signIn(page, true));
		wizard.shows(Messages.Wizard_folderTitle);
	}

	/** Waits for the address that the program opens in the browser, which it shows. */
	private static String signInPage() {
		return Screen.until("the address of the sign-in page", () -> addresses().findFirst());
	}

	private static Stream<String> addresses() {
		return Screen.texts(Text.class).filter(each -> each.startsWith("https://"));
	}

	private void choosesFolders(WizardTester wizard) {
		Screen.choose(List.of("Read only (read-only)"));
		wizard.tells(Messages.Wizard_readOnlyChosen);
		Screen.choose(List.of("Personal Files", TASK));
		wizard.accepts();
		wizard.next();
		wizard.shows(Messages.Wizard_localTitle);
		Screen.type(Messages.Wizard_localFolder, System.getProperty("user.home"));
		wizard.refuses(System.getProperty("user.home"));
		Screen.type(Messages.Wizard_localFolder, folder.resolve("not there yet").toString());
		wizard.tells(Messages.Wizard_localWillBeMade);
		Screen.type(Messages.Wizard_localFolder, here.toString());
		wizard.accepts();
		wizard.next();
	}

	/** The counts of the last page follow what is chosen here. */
	private void choosesOptions(WizardTester wizard) {
		wizard.shows(Messages.Wizard_optionsTitle);
		Screen.type(Messages.Options_ignore, "*.bak");
		Screen.select(Messages.Options_mode, Texts.explained(Mode.DOWNLOAD));
		wizard.next();
		Screen.says(Messages.Wizard_countUp, "0");
		Screen.says(Messages.Wizard_countHeld, "1");
		wizard.back();
		Screen.select(Messages.Options_mode, Texts.explained(Mode.TWO_WAY));
		wizard.next();
	}

	/** Nothing is sent or fetched before a person has seen what would be. */
	private void saysYes(WizardTester wizard) throws Exception {
		wizard.shows(Messages.Wizard_summaryTitle);
		Screen.says(Messages.Wizard_countUp, "1");
		Screen.says(Messages.Wizard_countDown, "1");
		Screen.says(Messages.Wizard_countConflicting, "1");
		Screen.says(Messages.Wizard_countHeld, "0");
		assertEquals(List.of("Drafts/plan.txt", "both.txt", "here.txt", SCRAP), List.copyOf(files().keySet()));
		wizard.finish();
	}

	private void bothEndsHoldAllButTheConflict() throws Exception {
		Screen.lists(TASK, Texts.counted(Messages.State_inSyncBut, 1, 0, 0));
		assertEquals("from the server", Files.readString(here.resolve("there.txt")));
		assertEquals("my plan", Files.readString(here.resolve("Drafts/plan.txt")));
		SortedMap<String, String> there = server.files(THERE);
		assertEquals("from here", there.get("here.txt"));
		assertEquals("the server's plan", there.get("Drafts/plan.txt"));
		Screen.says(Texts.counted(Messages.Status_summary, 1, 1, 1, 0));
		Screen.says(NLS.bind(Messages.Conflicts_nameCount, 1));
		Screen.lists("there.txt", Messages.Operation_download);
		Screen.lists("here.txt", Messages.Operation_upload);
	}

	private void decidesConflict() throws Exception {
		Screen.press(view(SyncPerspective.CONFLICTS));
		Screen.choose("Drafts/plan.txt");
		Screen.press(name("org.cellssync.ui.compare"));
		Screen.says("my plan");
		Screen.says("the server's plan");
		Screen.press(Messages.Choice_both);
		Screen.lists(TASK, Messages.State_inSync);
		Screen.listsNoMore("Drafts/plan.txt");
		SortedMap<String, String> all = files();
		assertEquals("the server's plan", all.get("Drafts/plan.txt"));
		assertEquals(6, all.size());
		assertTrue(all.containsValue("my plan"), all::toString);
		assertEquals(server.files(THERE), synced());
	}

	/** Any item is explained: by its path in the task or where it stands here. */
	private void asksWhy() throws Exception {
		Screen.menu("Task", name(Commands.WHY));
		Screen.says(Messages.Why_text);
		Screen.type(Messages.Activity_path, here.resolve(SCRAP).toString());
		Screen.press(Messages.Why_ask);
		Screen.says(Messages.Why_leftOut);
		Screen.says(NLS.bind(Messages.Why_rule, "*.bak", Messages.Why_ofTask));
		Screen.type(Messages.Activity_path, "both.txt");
		Screen.press(Messages.Why_ask);
		Screen.says(Messages.Why_inSync);
		Screen.type(Messages.Activity_path, stranger.ca().toString());
		Screen.press(Messages.Why_ask);
		Screen.says(NLS.bind(Messages.Why_notInside, stranger.ca(), here));
		Screen.press(IDialogConstants.CLOSE_LABEL.replace("&", ""));
		Screen.saysNoMore(Messages.Why_text);
	}

	/** What was done is found by parts of its path and by its outcome, and explained from there. */
	private void searchesHistory() throws Exception {
		Screen.lists("Drafts/plan.txt", Messages.Operation_download, Messages.Activity_done);
		Screen.type(Messages.History_search, "NEW.t");
		Screen.listsNoMore("Drafts/plan.txt");
		Screen.choose("new.txt", Messages.Operation_upload);
		Screen.press(name(Commands.WHY));
		Screen.says(Messages.Why_inSync);
		Screen.says(Messages.Operation_upload + ", new.txt");
		Screen.press(IDialogConstants.CLOSE_LABEL.replace("&", ""));
		Screen.select(Messages.Activity_outcome, Messages.History_failed);
		Screen.says(Messages.History_notFound);
		Screen.select(Messages.Activity_outcome, Messages.Activity_done);
		Screen.lists("new.txt", Messages.Operation_upload);
		Screen.type(Messages.History_search, "");
		Screen.lists("Drafts/plan.txt", Messages.Operation_download, Messages.Activity_done);
	}

	private void seesChangesTravel() throws Exception {
		Files.writeString(here.resolve("new.txt"), "written while it runs");
		server.put(THERE + "/there.txt", "changed on the server");
		Screen.press(view(SyncPerspective.ACTIVITY));
		Screen.lists("new.txt", Messages.Operation_upload);
		Await.is("both changes on both ends", () -> files().get("there.txt").equals("changed on the server")
				&& "written while it runs".equals(server.files(THERE).get("new.txt")));
	}

	/**
	 * All lines of both sides are offered; what the person makes of them is then on both ends, and what was here in the
	 * trash.
	 */
	private void mergesConflict() throws Exception {
		pauses();
		Files.writeString(here.resolve("both.txt"), "title\nfrom here\nend\n");
		server.put(THERE + "/both.txt", "title\nfrom there\nend\n");
		Screen.menu("Task", name("org.cellssync.ui.resumeTask"));
		Screen.press(view(SyncPerspective.CONFLICTS));
		Screen.choose("both.txt");
		Screen.press(name("org.cellssync.ui.compare"));
		Screen.edit("title\nfrom here\nfrom there\nend\n", "from here\nfrom there", "from both sides");
		Screen.press(Messages.Chooser_useMerged);
		Await.is("the merged text on both ends", () -> "title\nfrom both sides\nend\n".equals(files().get("both.txt"))
				&& "title\nfrom both sides\nend\n".equals(server.files(THERE).get("both.txt")));
		Screen.lists(TASK, Messages.State_inSync);
		Screen.press(view(SyncPerspective.TRASH));
		Screen.lists("both.txt", Texts.size("title\nfrom here\nend\n".length()));
	}

	private void restoresFromTrash() throws Exception {
		Screen.press(view(SyncPerspective.TRASH));
		Screen.choose("there.txt", TASK);
		Screen.press(Messages.Trash_restore);
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Await.is("the old version beside the new one on both ends", () -> files().containsValue("from the server")
				&& files().containsValue("changed on the server") && synced().equals(server.files(THERE)));
		Screen.lists(TASK, Messages.State_inSync);
	}

	/** A folder that was emptied empties nothing on the server before somebody says so. */
	private void decidesHalt() throws Exception {
		SortedMap<String, String> before = server.files(THERE);
		pauses();
		try (Stream<Path> all = Files.list(here)) {
			for (Path each : all.filter(path -> !path.toString().contains(OURS)).toList()) {
				if (Files.isDirectory(each)) {
					emptied(each);
				}
				Files.delete(each);
			}
		}
		Screen.menu("Task", name("org.cellssync.ui.resumeTask"));
		Screen.press(name("org.cellssync.ui.decideHalt"));
		Screen.says(NLS.bind(Messages.Halt_title, TASK));
		Screen.says(Messages.Halt_lostHere);
		assertEquals(before, server.files(THERE));
		Screen.press(Texts.choice(HaltChoice.RESTORE, Side.REMOTE));
		Await.is("all files back", () -> synced().equals(before));
		Screen.lists(TASK, Messages.State_inSync);
		assertEquals(before, server.files(THERE));
	}

	/** What is done meanwhile is seen as a whole. */
	private static void pauses() throws Exception {
		Screen.menu("Task", name("org.cellssync.ui.pauseTask"));
		Screen.lists(TASK, Messages.State_paused);
	}

	private static void emptied(Path folder) throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			for (Path each : all.toList()) {
				Files.delete(each);
			}
		}
	}

	private void signsInAgain() throws Exception {
		server.signEverybodyOut();
		Files.writeString(here.resolve("offline.txt"), "written while signed out");
		Screen.lists(TASK, Messages.State_signedOut);
		Screen.press(name("org.cellssync.ui.signIn"));
		Screen.press(Messages.Wizard_openBrowser);
		assertEquals(200, server.signIn(signInPage(), true));
		Await.is("the file written meanwhile", () -> server.files(THERE).containsKey("offline.txt"));
		Screen.lists(TASK, Messages.State_inSync);
	}

	/** An account goes another way only when its server has answered there, and what comes that way still comes. */
	private void changesConnection() throws Exception {
		Route before = route();
		assertEquals(Optional.empty(), before.pin());
		Screen.menu("Task", name("org.cellssync.ui.connection"));
		Screen.says(server.fingerprint());
		Screen.select(Messages.Connection_proxy, Messages.Connection_proxyHttp);
		Screen.type(Messages.Connection_address, "nowhere");
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.says(Messages.Connection_addressWrong);
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Screen.type(Messages.Connection_address, "127.0.0.1:" + taken.getLocalPort());
		}
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.says(Diagnostic.of(Code.PROXY_UNREACHABLE, "", "").action());
		assertEquals(before, route());
		Screen.select(Messages.Connection_proxy, Messages.Connection_proxyNone);
		trusts(Messages.Connection_trustShown);
		Screen.says(NLS.bind(Messages.Connection_trustOnlyText, server.fingerprint()));
		accepts();
		Optional<Fingerprint> pinned = Optional.of(Fingerprint.parse(server.fingerprint()));
		assertEquals(before.withProxy(NetworkProxy.Given.NONE).withPin(pinned), route());
		server.put(THERE + "/another way.txt", "sent another way");
		Await.is("what comes another way", () -> files().containsKey("another way.txt"));
		Screen.lists(TASK, Messages.State_inSync);
		Screen.menu("Task", name("org.cellssync.ui.connection"));
		Screen.shows(Messages.Connection_trust, Messages.Connection_trustKept);
		trusts(Messages.Connection_trustFile);
		accepts();
		assertEquals(before.withProxy(NetworkProxy.Given.NONE), route());
		server.put(THERE + "/trusted again.txt", "sent by whom the file trusts");
		Await.is("what comes by whom the file trusts", () -> files().containsKey("trusted again.txt"));
		Screen.lists(TASK, Messages.State_inSync);
	}

	private static void trusts(String whom) {
		Screen.select(Messages.Connection_trust, whom);
	}

	private static void accepts() {
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.is("the end of the dialog", () -> Screen.front().getParent() == null);
	}

	private static Route route() {
		return Services.get().accounts().list().getFirst().route();
	}

	/** While the server only follows, what somebody makes there stays there, and is told. */
	private void changesDirection() throws Exception {
		changes(Mode.UPLOAD);
		server.put(THERE + "/foreign.txt", "made on the server");
		Screen.press(view(SyncPerspective.PROBLEMS));
		Screen.choose(Diagnostic.of(Code.FOREIGN_THERE, "foreign.txt").message());
		Screen.says("foreign.txt");
		assertFalse(files().containsKey("foreign.txt"));
		Screen.lists(TASK, Texts.counted(Messages.State_inSyncBut, 0, 0, 1));
		server.put(THERE + "/unwanted.txt", "made on the server too");
		Screen.choose(Diagnostic.of(Code.FOREIGN_THERE, "unwanted.txt").message());
		Screen.press(Messages.Choice_local);
		Await.is("the end of what was not wanted", () -> !server.files(THERE).containsKey("unwanted.txt"));
		changes(Mode.TWO_WAY);
		Await.is("what is held no more", () -> files().containsKey("foreign.txt"));
		Screen.listsNoMore(Diagnostic.of(Code.FOREIGN_THERE, "foreign.txt").message());
		Screen.lists(TASK, Messages.State_inSync);
	}

	private static void changesTheRest() throws Exception {
		Screen.menu("Task", name("org.cellssync.ui.editTask"));
		Screen.press(Messages.Options_deleting);
		Screen.set(Messages.Options_trash, 90);
		Screen.set(Messages.Options_trashDays, 125);
		Screen.set(Messages.Options_limitItems, 40);
		Screen.press(Messages.Options_times);
		Screen.select(Messages.Options_recheck, "Sun 03:00");
		Screen.select(Messages.Options_schedule, "every:1h");
		accepts();
		TaskOptions options = Services.get().sessions().views().getFirst().spec().options();
		assertEquals(Duration.ofDays(90), options.settings().trashAge());
		assertEquals(12.5, options.settings().trashBytes() / (double) (1L << 30), 0.01);
		assertEquals(0.4, options.limits().share());
		assertEquals(List.of("every:1h", "Sun 03:00"), List.of(options.schedule().text(), options.recheck().text()));
		Screen.menu("Task", name("org.cellssync.ui.editTask"));
		Screen.press(Messages.Options_times);
		Screen.select(Messages.Options_schedule, Messages.Options_realtime);
		accepts();
		Screen.lists(TASK, Messages.State_inSync);
	}

	/** What is typed is told to be wrong as long as it is; for one task and for all, it is kept as on the command line. */
	private static void limitsSpeed() throws Exception {
		Screen.menu("Task", name("org.cellssync.ui.editTask"));
		Screen.press(Messages.Options_times);
		typesSpeed("1M@Mon-Fri", "1M@Mon-Fri 08:00-18:00; 5M");
		Screen.select(Messages.Speed_down, "500k");
		accepts();
		assertEquals(speed(List.of("1000000@Mon-Fri 08:00-18:00", "5000000"), List.of("500000")), speedOfTask());
		Screen.menu("File", name("org.cellssync.ui.editSpeed"));
		typesSpeed("fast", "20M");
		accepts();
		assertEquals(speed(List.of("20000000"), List.of()), Services.get().sessions().speed());
		Screen.menu("File", name("org.cellssync.ui.editSpeed"));
		Screen.shows(Messages.Speed_up, "20M");
		Screen.select(Messages.Speed_up, Messages.Speed_none);
		accepts();
		assertEquals(Speed.UNLIMITED, Services.get().sessions().speed());
		Screen.menu("Task", name("org.cellssync.ui.editTask"));
		Screen.press(Messages.Options_times);
		Screen.shows(Messages.Speed_up, "1M@Mon-Fri 08:00-18:00; 5M");
		Screen.select(Messages.Speed_up, Messages.Speed_none);
		Screen.select(Messages.Speed_down, Messages.Speed_none);
		accepts();
		assertEquals(Speed.UNLIMITED, speedOfTask());
	}

	private static void typesSpeed(String wrong, String right) {
		Screen.typeIn(Messages.Speed_up, wrong);
		Screen.says(NLS.bind(Messages.Speed_wrong, ""));
		Screen.offers(IDialogConstants.OK_LABEL.replace("&", ""), false);
		Screen.typeIn(Messages.Speed_up, right);
		Screen.saysNoMore(NLS.bind(Messages.Speed_wrong, ""));
	}

	private static Speed speed(List<String> up, List<String> down) {
		return new Speed(SpeedLimit.parse(up), SpeedLimit.parse(down));
	}

	private static Speed speedOfTask() {
		return Services.get().sessions().views().getFirst().spec().options().speed();
	}

	/** A folder that takes no part any more goes from this computer, never from the server, and comes back. */
	private void leavesOutFolder() throws Exception {
		SortedMap<String, String> before = server.files(THERE);
		togglesDrafts();
		Await.is("the end of the folder here", () -> Files.notExists(here.resolve("Drafts")));
		Screen.lists(TASK, Messages.State_inSync);
		assertEquals(before, server.files(THERE));
		togglesDrafts();
		Await.is("the folder again", () -> synced().equals(before));
		Screen.lists(TASK, Messages.State_inSync);
	}

	private static void togglesDrafts() throws Exception {
		Screen.menu("Task", name("org.cellssync.ui.editTask"));
		Screen.press(Messages.Options_choose);
		Screen.check(List.of(NLS.bind(Messages.Folders_all, THERE), "Drafts"));
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		accepts();
	}

	private void readsEverythingAgain() throws Exception {
		long bytes = synced().values().stream().mapToLong(String::length).sum();
		Screen.menu("Task", name("org.cellssync.ui.verifyTask"));
		Screen.says(Texts.counted(Messages.Verify_found, synced().size(), Texts.size(bytes), 0, 0, 0));
		Screen.says(Messages.Verify_sound);
		Screen.press(IDialogConstants.CLOSE_LABEL.replace("&", ""));
		Screen.saysNoMore(Messages.Verify_text);
	}

	private void opensNoFolderThatIsMissing() throws Exception {
		pauses();
		Path away = Files.move(here, folder.resolve("away"));
		Screen.menu("Task", name(Commands.OPEN_FOLDER));
		Screen.says(Diagnostic.of(Code.LOCAL_ROOT_MISSING, here.toString()).message());
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Files.move(away, here);
		Screen.menu("Task", name("org.cellssync.ui.resumeTask"));
		Screen.lists(TASK, Messages.State_inSync);
	}

	/** What the original client has is shown with what becomes of it; its own file stays as it was. */
	private void takesOverFromOriginal() throws Exception {
		server.put("common-files/Team/minutes.txt", "the same on both ends");
		Path team = Files.createDirectory(folder.resolve("Team"));
		Files.writeString(team.resolve("minutes.txt"), "the same on both ends");
		String user = "https://" + server.user() + "@";
		String content = """
				{"Tasks": [
				{"Label": "Shared", "LeftURI": "%1$s%2$s/common-files/Team", "RightURI": "fs://%3$s", "Direction": "Bi", "Realtime": true},
				{"Label": "Elsewhere", "LeftURI": "%1$s%4$s/common-files", "RightURI": "fs://%3$s", "Direction": "Bi", "Realtime": true},
				{"Label": "Bucket", "LeftURI": "s3://bucket", "RightURI": "fs://%3$s", "Direction": "Bi", "Realtime": true}],
				"Authorities": [{"uri": "%1$s%2$s"}, {"uri": "%1$s%4$s"}]}
				"""
				.formatted(user, server.address(), team, stranger.address());
		Path file = Files.writeString(folder.resolve("config.json"), content);
		Screen.menu("File", name("org.cellssync.ui.takeOver"));
		Screen.type(Messages.Takeover_file, file.toString());
		Screen.lists("Shared", Messages.Takeover_ready);
		Screen.lists("Elsewhere", Messages.Takeover_signInFirst);
		Screen.choose("Bucket", Messages.Takeover_notPossible);
		Screen.says(Diagnostic.of(Code.ORIGINAL_OTHER_KIND, "Bucket", "s3://bucket").message());
		Screen.press(Messages.Takeover_signIn);
		Screen.says(Messages.Wizard_signInTitle);
		Screen.is("the address of the other server",
				() -> Screen.texts(Text.class).anyMatch(("https://" + stranger.address())::equals));
		Screen.press(IDialogConstants.CANCEL_LABEL.replace("&", ""));
		Screen.lists("Shared", Messages.Takeover_ready);
		Screen.press(Messages.Takeover_take);
		Screen.says(Texts.counted(Messages.Takeover_taken, 1, 0));
		Screen.lists("Shared", Messages.Takeover_present);
		Screen.press(IDialogConstants.CLOSE_LABEL.replace("&", ""));
		Screen.lists("Shared", Messages.State_inSync);
		assertEquals(content, Files.readString(file));
		Screen.press(view(SyncPerspective.ACTIVITY));
		Screen.listsNoMore("minutes.txt");
		Screen.choose("Shared", Messages.State_inSync);
		Screen.menu("Task", name("org.cellssync.ui.removeTask"));
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.listsNoMore("Shared");
	}

	private static void changes(Mode mode) throws Exception {
		Screen.menu("Task", name("org.cellssync.ui.editTask"));
		Screen.select(Messages.Options_mode, Texts.explained(mode));
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.lists(TASK, Texts.mode(mode));
	}

	private void removesTask() throws Exception {
		SortedMap<String, String> before = files();
		SortedMap<String, String> there = server.files(THERE);
		Screen.menu("Task", name("org.cellssync.ui.removeTask"));
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.says(Messages.Tasks_none);
		assertEquals(before, files());
		assertEquals(there, server.files(THERE));
	}

	/** With an account that is there nobody signs in again; what may only be read is followed, no faster than it shall. */
	private void followsWhatMayOnlyBeRead() throws Exception {
		Screen.menu("File", name(Commands.ADD_TASK));
		WizardTester wizard = new WizardTester();
		wizard.shows(Messages.Wizard_serverTitle);
		wizard.next();
		wizard.shows(Messages.Wizard_folderTitle);
		Screen.choose(List.of("Read only (read-only)"));
		wizard.next();
		wizard.shows(Messages.Wizard_localTitle);
		Screen.type(Messages.Wizard_localFolder, folder.resolve("Read").toString());
		wizard.next();
		wizard.shows(Messages.Wizard_optionsTitle);
		Screen.press(Messages.Options_times);
		Screen.typeIn(Messages.Speed_down, "999");
		wizard.refuses(NLS.bind(Messages.Speed_wrong, ""));
		Screen.typeIn(Messages.Speed_down, "50M");
		wizard.accepts();
		wizard.next();
		wizard.shows(Messages.Wizard_summaryTitle);
		wizard.finish();
		Screen.lists("read-only", Messages.State_inSync);
		assertTrue(Files.exists(folder.resolve("Read/welcome.txt")));
		assertEquals(speed(List.of(), List.of("50000000")), speedOfTask());
		Screen.menu("Task", name("org.cellssync.ui.removeTask"));
		Screen.press(IDialogConstants.OK_LABEL.replace("&", ""));
		Screen.says(Messages.Tasks_none);
	}

	/** Returns the content of all files here that are not left out. */
	private SortedMap<String, String> synced() throws IOException {
		SortedMap<String, String> files = files();
		files.remove(SCRAP);
		return files;
	}

	/** Returns the content of all files here, by their paths. What the program puts beside them comes and goes meanwhile. */
	private SortedMap<String, String> files() throws IOException {
		SortedMap<String, String> files = new TreeMap<>();
		Files.walkFileTree(here, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (attributes.isRegularFile() && !file.toString().contains(OURS)) {
					files.put(here.relativize(file).toString(), Files.readString(file));
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
				if (file.toString().contains(OURS) && failure instanceof NoSuchFileException) {
					return FileVisitResult.CONTINUE;
				}
				throw failure;
			}
		});
		return files;
	}

	private static String view(String id) {
		return PlatformUI.getWorkbench().getViewRegistry().find(id).getLabel();
	}

	private static String name(String command) throws Exception {
		return PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(command).getName();
	}
}
