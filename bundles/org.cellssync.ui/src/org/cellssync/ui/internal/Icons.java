package org.cellssync.ui.internal;

import org.cellssync.api.session.TaskStatus;
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
	/** A new task. */
	public static final ImageDescriptor ADD = icon("elcl16/add");
	/** Sync now. */
	public static final ImageDescriptor SYNC = icon("elcl16/sync");
	/** Banner of wizards. */
	public static final ImageDescriptor BANNER = icon("wizban/task");

	private Icons() {
	}

	private static ImageDescriptor icon(String name) {
		return ResourceLocator.imageDescriptorFromBundle(Icons.class, "icons/" + name + ".png")
				.orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}

	/** Returns the icon for what a task is doing. */
	public static ImageDescriptor of(TaskStatus status) {
		return switch (status) {
			case TaskStatus.InSync inSync -> IN_SYNC;
			case TaskStatus.Working working -> WORKING;
			case TaskStatus.Paused paused -> PAUSED;
			case TaskStatus.Waiting waiting -> PROBLEM;
			case TaskStatus.Halted halted -> PROBLEM;
			case TaskStatus.SignedOut signedOut -> PROBLEM;
		};
	}
}
