package org.cellssync.sample.plugin;

import org.eclipse.osgi.util.NLS;

/** The texts of this plug-in. */
public final class Messages extends NLS {

	public static String Tasks_name;
	public static String Tasks_state;
	public static String Tasks_progress;
	public static String Tasks_conflicts;
	public static String State_inSync;
	public static String State_working;
	public static String State_waiting;
	public static String State_halted;
	public static String State_scheduled;
	public static String State_paused;
	public static String State_signedOut;
	public static String Progress_text;
	public static String Csv_fetching;
	public static String Csv_summary;
	public static String Csv_cut;
	public static String Csv_unreadable;
	public static String Csv_here;
	public static String Csv_there;
	public static String Csv_difference;
	public static String Csv_onlyHere;
	public static String Csv_onlyThere;
	public static String Csv_changed;
	public static String Csv_keepHere;
	public static String Csv_keepThere;
	public static String Csv_keepBoth;

	static {
		NLS.initializeMessages("org.cellssync.sample.plugin.messages", Messages.class);
	}

	private Messages() {
	}
}
