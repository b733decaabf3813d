package org.cellssync.engine.internal.original;

import java.util.List;

import com.google.gson.annotations.SerializedName;

/**
 * What is wanted of the original client's {@code config.json}. Tokens, which may stand in there, are not read.
 */
record Configuration(@SerializedName("Tasks") List<Task> tasks, @SerializedName("Authorities") List<Authority> authorities) {

	record Task(@SerializedName("Label") String label, @SerializedName("LeftURI") String left,
			@SerializedName("RightURI") String right, @SerializedName("Direction") String direction,
			@SerializedName("SelectiveRoots") List<String> selected, @SerializedName("Realtime") boolean realtime,
			@SerializedName("RealtimePaused") boolean paused, @SerializedName("LoopInterval") String interval) {
	}

	record Authority(String uri, String username, boolean insecureSkipVerify) {
	}
}
