package org.cellssync.sandbox.internal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockDigestTest {
	@ParameterizedTest(name = "{0} bytes in pieces of {3}")
	@CsvSource({ "0, d41d8cd98f00b204e9800998ecf8427e, 59adb24ef3cdbe0297f05b395827453f, 64",
			"1, 93b885adfe0da089cdf634904fd59f71, 7e4696ef25d5faececd853ce5e2a233b, 1",
			"11, 7f88844cf07e294a2273ae238562cbff, 625829d75f0650ce15878b81f838c887, 4",
			"1048576, 0aec1438e50eb1297ae3113da33d0c0d, 83c5c6e4693899233a7dbf5cf4010965, 65536",
			"10485759, 86d67dab1dc7609dc8b87ad5f91f16f8, 5e96e3cd30f2fd7dbef8d79ae32008af, 65536",
			"10485760, ecc23ba1550646beb7255c40594a0f1e, f8661663935237f1e0e2fd624f3bdc57, 65536",
			"10485761, 10e8c2063d52c400ad0255bf53dedf79, 1b13b10558e4f77d41bc116b993ad1b3, 1000003",
			"20971520, 1a55e85aa7d055bd9beec174b1cc1f00, 3f96e70d472fb9ef39f2d9836714d153, 65536",
			"26214400, a9dec0906fb3455032f5f3117f41d9dd, 9766d3bf4d4ac27c4f2ae5afa2f10e57, 26214400" })
	void takesBothDigests(int size, String md5, String hash, int piece) {
		var digest = new BlockDigest();
		var bytes = pattern(size);
		for (var at = 0; at < size; at += piece) {
			digest.update(bytes, at, Math.min(piece, size - at));
		}
		var digests = digest.finish();
		assertEquals(md5, digests.tag());
		assertEquals(hash, digests.hash());
	}

	private static byte[] pattern(int size) {
		var bytes = new byte[size];
		for (var i = 0; i < size; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16) * 13);
		}
		return bytes;
	}
}
