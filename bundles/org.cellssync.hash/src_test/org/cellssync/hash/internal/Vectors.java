package org.cellssync.hash.internal;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** Hashes of the pattern as a Cells server computes them: size, MD5, v4. */
final class Vectors {

	static final int MIB = 1 << 20;

	private Vectors() {
	}

	static Stream<Arguments> all() {
		return Stream.of(
				arguments(0, "d41d8cd98f00b204e9800998ecf8427e", "59adb24ef3cdbe0297f05b395827453f"),
				arguments(1, "93b885adfe0da089cdf634904fd59f71", "7e4696ef25d5faececd853ce5e2a233b"),
				arguments(11, "7f88844cf07e294a2273ae238562cbff", "625829d75f0650ce15878b81f838c887"),
				arguments(MIB, "0aec1438e50eb1297ae3113da33d0c0d", "83c5c6e4693899233a7dbf5cf4010965"),
				arguments(10 * MIB - 1, "86d67dab1dc7609dc8b87ad5f91f16f8",
						"5e96e3cd30f2fd7dbef8d79ae32008af"),
				arguments(10 * MIB, "ecc23ba1550646beb7255c40594a0f1e", "f8661663935237f1e0e2fd624f3bdc57"),
				arguments(10 * MIB + 1, "10e8c2063d52c400ad0255bf53dedf79",
						"1b13b10558e4f77d41bc116b993ad1b3"),
				arguments(20 * MIB, "1a55e85aa7d055bd9beec174b1cc1f00", "3f96e70d472fb9ef39f2d9836714d153"),
				arguments(25 * MIB, "a9dec0906fb3455032f5f3117f41d9dd", "9766d3bf4d4ac27c4f2ae5afa2f10e57"),
				arguments(100 * MIB, "1290048069f31a39d249c457c176a13f", "754e0177df0a2e4448fffba400b5aae1"),
				arguments(100 * MIB + 1, "21c2741c2f9156b9a796d6ac3e2bd636",
						"24b1ef013f4e82b53d3fcd0572122ebb"));
	}
}
