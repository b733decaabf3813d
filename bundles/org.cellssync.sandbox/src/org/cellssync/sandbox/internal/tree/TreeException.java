package org.cellssync.sandbox.internal.tree;

/** A refusal in the words of a real server. */
public final class TreeException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	private final String id;
	private final int code;
	private final String status;

	/**
	 * @param id which check refused, such as {@code path.not.writeable}
	 * @param code an HTTP status, or 0 for a panic
	 * @param detail text for people
	 */
	public TreeException(String id, int code, String detail) {
		super(detail);
		this.id = id;
		this.code = code;
		this.status = switch (code) {
			case 0 -> "";
			case 400 -> "Bad Request";
			case 403 -> "Forbidden";
			case 404 -> "Not Found";
			case 409 -> "Conflict";
			case 422 -> "Unprocessable Entity";
			case 423 -> "Locked";
			default -> "Internal Server Error";
		};
	}

	/** Returns that the node is not there. */
	static TreeException absent(DataSource source, String path) {
		return new TreeException("pydio.grpc.data.index." + source.name(), 404,
				"Could not retrieve node /" + path);
	}

	/** Returns that the workspace is not there, or not for this user. */
	static TreeException noWorkspace(String slug) {
		return new TreeException("workspace.not.found", 404, "Workspace " + slug + " is not found");
	}

	/** Returns that the path may not be changed. */
	static TreeException notWriteable() {
		return new TreeException("path.not.writeable", 403, "path is not writeable");
	}

	/** Returns that the path may not be looked at. */
	static TreeException notReadable() {
		return new TreeException("path.not.readable", 403, "path is not readable");
	}

	/** Returns that another node has the path, in the eyes of the index. */
	static TreeException pathInUse(DataSource source) {
		return new TreeException("pydio.grpc.data.index." + source.name(), 409, "Node path already in use");
	}

	/** Returns that a folder has no content to be sent. */
	static TreeException folder() {
		return new TreeException("", 500, "S3 API Cannot send object info for folder");
	}

	/** Returns that content was sent to a folder. */
	static TreeException ontoFolder(DataSource source, String uuid, long bytes) {
		return new TreeException("", 500,
				"Put \"http://127.0.0.1:37863/" + source.name() + "/" + uuid
						+ "\": net/http: HTTP/1.x transport connection broken: http: ContentLength=" + bytes
						+ " with Body length 36");
	}

	/** Returns that a folder is on its way to another place. */
	static TreeException parentLocked() {
		return new TreeException("parent.locked", 423, "Parent is currently locked");
	}

	/** Returns an HTTP status, or 0 for a panic. */
	public int code() {
		return code;
	}

	/** Returns the JSON document that carries this refusal over gRPC. */
	public String json() {
		return "{\"Id\":" + Json.string(id) + ",\"Code\":" + code + ",\"Detail\":" + Json.string(getMessage())
				+ ",\"Status\":" + Json.string(status) + "}";
	}
}
