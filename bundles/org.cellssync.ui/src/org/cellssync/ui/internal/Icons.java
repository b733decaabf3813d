package org.cellssync.ui.internal;

import org.cellssync.api.diagnostic.Severity;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;

/** The icons of the window. Images are made through a resource manager of who shows them. */
public final class Icons {

	/** The product. */
	public static final ImageDescriptor PRODUCT = icon("obj16/product");
	/** Both sides are the same. */
	public static final ImageDescriptor IN_SYNC = icon("obj16/insync");
	/** Work goes on. */
	public static final ImageDescriptor WORKING = icon("obj16/working");
	/** A pause. */
	public static final ImageDescriptor PAUSED = icon("obj16/paused");
	/** Something is wrong. */
	public static final ImageDescriptor PROBLEM = icon("obj16/problem");
	/** A conflict. */
	public static final ImageDescriptor CONFLICT = icon("obj16/conflict");
	/** Operations. */
	public static final ImageDescriptor ACTIVITY = icon("obj16/activity");
	/** The trash. */
	public static final ImageDescriptor TRASH = icon("obj16/trash");
	/** Something worth telling. */
	public static final ImageDescriptor INFORMATION = drawing("obj16/information");
	/** It does not work. */
	public static final ImageDescriptor FAILED = drawing("obj16/failed");
	/** Not done. */
	public static final ImageDescriptor SKIPPED = drawing("obj16/skipped");
	/** A workspace on a server. */
	public static final ImageDescriptor WORKSPACE = drawing("obj16/workspace");
	/** A folder. */
	public static final ImageDescriptor FOLDER = drawing("obj16/folder");
	/** Banner of wizards. */
	public static final ImageDescriptor BANNER = icon("wizban/task");

	private static final ImageDescriptor FILE = drawing("obj16/file");
	private static final ImageDescriptor UPLOAD = drawing("obj16/upload");
	private static final ImageDescriptor DOWNLOAD = drawing("obj16/download");
	private static final ImageDescriptor CREATE = drawing("obj16/create");
	private static final ImageDescriptor MOVE = drawing("obj16/move");
	private static final ImageDescriptor DELETE = drawing("obj16/delete");

	private Icons() {
	}

	private static ImageDescriptor icon(String name) {
		return image(name + ".png");
	}

	private static ImageDescriptor drawing(String name) {
		return image(name + ".svg");
	}

	private static ImageDescriptor image(String file) {
		return ResourceLocator.imageDescriptorFromBundle(Icons.class, "icons/" + file)
				.orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}

	/** Returns the icon for what was done. */
	public static ImageDescriptor of(HistoryEntry.Operation operation) {
		return switch (operation) {
			case UPLOAD -> UPLOAD;
			case DOWNLOAD -> DOWNLOAD;
			case CREATE -> CREATE;
			case MOVE -> MOVE;
			case DELETE -> DELETE;
		};
	}

	/** Returns the icon for how a check ended. */
	public static ImageDescriptor of(CheckOutcome outcome) {
		return switch (outcome) {
			case OK -> IN_SYNC;
			case SKIPPED -> SKIPPED;
			case WARNING -> PROBLEM;
			case FAILED -> FAILED;
		};
	}

	/** Returns the icon for what is in the trash. */
	public static ImageDescriptor of(TrashItem.Kind kind) {
		return switch (kind) {
			case FILE, LINK -> FILE;
			case FOLDER -> FOLDER;
		};
	}

	/** Returns the icon for what a task is doing. */
	public static ImageDescriptor of(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.InSync inSync -> atRest(view, IN_SYNC);
			case TaskStatus.Scheduled scheduled -> atRest(view, PAUSED);
			case TaskStatus.Working working -> WORKING;
			case TaskStatus.Paused paused -> PAUSED;
			case TaskStatus.Waiting waiting -> PROBLEM;
			case TaskStatus.Halted halted -> PROBLEM;
			case TaskStatus.SignedOut signedOut -> PROBLEM;
		};
	}

	private static ImageDescriptor atRest(TaskView view, ImageDescriptor well) {
		return !view.conflicts().isEmpty() ? CONFLICT
				: view.problems().stream().allMatch(each -> each.code().severity() == Severity.INFO) ? well : PROBLEM;
	}
}
