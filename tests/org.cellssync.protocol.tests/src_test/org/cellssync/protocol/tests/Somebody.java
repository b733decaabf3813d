package org.cellssync.protocol.tests;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;
import org.cellssync.protocol.tree.CreateNodeRequest;
import org.cellssync.protocol.tree.DeleteNodeRequest;
import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.NodeReceiverGrpc;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.protocol.tree.UpdateNodeRequest;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;

/** A client of another make that writes to the server while we look; paths begin with the workspace. */
public final class Somebody {

	private final CellsConnection connection;
	private final HttpClient http;
	private final String token;
	private final Announcement announcement;
	private final Cancellation never = new Cancellation();

	/** Begins with a connection of its own and that user's token. */
	public Somebody(CellsConnection connection, HttpClient http, String token, Announcement announcement) {
		this.connection = connection;
		this.http = http;
		this.token = token;
		this.announcement = announcement;
	}

	/** Sends a file in one piece. */
	public void put(String path, byte[] content) throws IOException, InterruptedException {
		expect(200, send(request(path, "").PUT(BodyPublishers.ofByteArray(content))));
	}

	/** Sends in parts of a size of its own liking. */
	public void putInParts(String path, byte[] content, int partSize) throws IOException, InterruptedException {
		String id = begin(path);
		StringBuilder parts = new StringBuilder();
		int number = 0;
		for (int from = 0; from < content.length; from += partSize) {
			number++;
			int length = Math.min(partSize, content.length - from);
			var answer = expect(200, send(request(path, "?partNumber=" + number + "&uploadId=" + id)
					.PUT(BodyPublishers.ofByteArray(content, from, length))));
			parts.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>")
					.append(answer.headers().firstValue("ETag").orElseThrow()).append("</ETag></Part>");
		}
		expect(200, send(request(path, "?uploadId=" + id).POST(BodyPublishers
				.ofString("<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>"))));
	}

	/** Begins an upload in parts, which leaves a node in between until it is ended. */
	public String begin(String path) throws IOException, InterruptedException {
		String body = new String(
				expect(200, send(request(path, "?uploads=").POST(BodyPublishers.noBody()))).body(),
				StandardCharsets.UTF_8);
		return body.substring(body.indexOf("<UploadId>") + 10, body.indexOf("</UploadId>"));
	}

	/** Ends an upload in parts, as an administrator does who tidies up. */
	public void abandon(String path, String id) throws IOException, InterruptedException {
		expect(204, send(request(path, "?uploadId=" + id).DELETE()));
	}

	/** Fetches a file; empty where there is none. */
	public Optional<byte[]> get(String path) throws IOException, InterruptedException {
		HttpResponse<byte[]> answer = send(request(path, "").GET());
		return answer.statusCode() == 404 ? Optional.empty() : Optional.of(expect(200, answer).body());
	}

	private HttpRequest.Builder request(String path, String query) {
		StringBuilder encoded = new StringBuilder();
		for (String name : path.split("/")) {
			encoded.append('/').append(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
		}
		return HttpRequest.newBuilder(URI.create(connection.s3() + "/data" + encoded + query))
				.header("Authorization",
						"AWS4-HMAC-SHA256 Credential=" + token + "/20261122/us-east-1/s3/aws4_request,"
								+ " SignedHeaders=host, Signature=0")
				.header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
	}

	private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return http.send(request.build(), BodyHandlers.ofByteArray());
	}

	private static HttpResponse<byte[]> expect(int status, HttpResponse<byte[]> answer) throws IOException {
		if (answer.statusCode() != status) {
			throw new IOException(answer + ": " + new String(answer.body(), StandardCharsets.UTF_8));
		}
		return answer;
	}

	/** Makes a folder, with all above it. */
	public void makeFolder(String path) throws CellsException {
		connection.unary(NodeReceiverGrpc.getCreateNodeMethod(),
				CreateNodeRequest.newBuilder().setNode(node(path).setType(NodeType.COLLECTION)).build(),
				announcement, Patience.CHANGE, never);
	}

	/** Moves a file or folder; what stands at its new place is replaced. */
	public void move(String from, String to) throws CellsException {
		Node source = read(from).orElseThrow();
		connection.unary(NodeReceiverGrpc.getUpdateNodeMethod(),
				UpdateNodeRequest.newBuilder().setFrom(source).setTo(source.toBuilder().setPath(to)).build(),
				announcement, Patience.TREE, never);
	}

	/** Deletes a file or folder for good. */
	public void delete(String path) throws CellsException {
		connection.unary(NodeReceiverGrpc.getDeleteNodeMethod(),
				DeleteNodeRequest.newBuilder().setNode(read(path).orElseThrow()).build(), announcement,
				Patience.TREE, never);
	}

	/** Reads a node; empty where there is none. */
	public Optional<Node> read(String path) throws CellsException {
		try {
			return Optional.of(connection.unary(NodeProviderGrpc.getReadNodeMethod(),
					ReadNodeRequest.newBuilder().setNode(node(path)).build(), announcement, Patience.LOOK,
					never).getNode());
		} catch (CellsException e) {
			if (e.kind() == Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw e;
		}
	}

	/** Lists all below a folder. */
	public List<Node> list(String path) throws CellsException {
		List<Node> nodes = new ArrayList<>();
		try (var answers = connection.stream(NodeProviderGrpc.getListNodesMethod(),
				ListNodesRequest.newBuilder().setNode(node(path)).setRecursive(true).build(), announcement,
				Patience.LISTING, never)) {
			for (var answer = answers.next(); answer.isPresent(); answer = answers.next()) {
				nodes.add(answer.get().getNode());
			}
		}
		return nodes;
	}

	private static Node.Builder node(String path) {
		return Node.newBuilder().setPath(path);
	}
}
