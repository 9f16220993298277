"""`ray start` on 127.0.0.1 alone. The plain command replaces 127.0.0.1 by the machine's own address and listens on all
interfaces; RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0 keeps it, but then no second node may join. So the command is started
without that setting, its children with it."""

import os
import sys

import ray._private.services as services  # It reads the variable once, here.

os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
services.get_node_ip_address = lambda *_: "127.0.0.1"

from ray.scripts.scripts import main

sys.argv[0] = "ray"
main()
