package org.cellssync.sandbox.internal.rest;

import java.util.List;
import java.util.stream.Collectors;

import org.cellssync.sandbox.internal.tree.WorkspaceView;
import org.cellssync.sandbox.internal.web.Replies;

/** Workspaces as the web page knows them: whatever their hashes are, as these are none of its business. */
public final class Repositories {

	/** What the page opens besides workspaces. */
	private static final String PAGES = "<repo access_type=\"homepage\" id=\"homepage\" repositorySlug=\"welcome\"></repo>";

	private Repositories() {
	}

	/** Returns the element that stands for them. */
	public static String xml(List<WorkspaceView> workspaces) {
		return workspaces.stream().map(Repositories::xml)
				.collect(Collectors.joining("", "<repositories>" + PAGES, "</repositories>"));
	}

	private static String xml(WorkspaceView workspace) {
		return "<repo access_type=\"gateway\" id=\"" + workspace.uuid() + "\" repositorySlug=\""
				+ Replies.escaped(workspace.slug()) + "\" repository_type=\"workspace\"><label>"
				+ Replies.escaped(workspace.label()) + "</label><description>"
				+ Replies.escaped(workspace.description()) + "</description></repo>";
	}
}
