"""What schemathesis has to be told: pieces of a file are bytes, whatever their type is called."""

import schemathesis

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
