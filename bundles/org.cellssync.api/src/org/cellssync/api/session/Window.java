package org.cellssync.api.session;

/** The product's window. A service of the bundle that draws it. */
public interface Window {

	/**
	 * Opens the window and returns when the person has ended the program or {@link #close()} was called. To be called once,
	 * on the first thread of the process.
	 */
	void run();

	/** Returns whether there is a screen to open it on. Any thread. */
	boolean hasScreen();

	/** Returns whether {@link #run()} is under way. Any thread. */
	boolean isOpen();

	/** Brings the window before the person, out of the tray too. Any thread; returns at once. */
	void show();

	/** Ends the program without asking. Any thread; returns at once. */
	void close();
}
