package org.cellssync.sandbox.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cellssync.sandbox.internal.tree.Family;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTest {
	@ParameterizedTest
	@CsvSource({ "cells-sync/0.9.4, V4", "cells-sync/0.9.3, V4", "cells-sync/0.9.3-dev, V4",
			"cells-sync/1.0.0, V4", "cells-sync/0.10.0, V4", "cells-sync/v1.2.3, V4", "cells-sync/0.9.2, V3",
			"cells-sync/0.9.2-rc1, V3", "cells-sync/0.8.9, V3", "cells-sync/dev, V3", "cells-sync, V3",
			"other/2.0.0, V3", "'', V3" })
	void tellsTheFamily(String agent, Family family) {
		assertEquals(family, Announcement.family(agent));
	}
}
