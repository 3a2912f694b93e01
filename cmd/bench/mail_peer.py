"""What Python's email package makes of each file, one JSON object a line."""
import datetime
import email
import email.utils
import json
import re
import sys
from email import policy


def texts(message, top=True):
    if message.get_content_type() == "message/rfc822" and not top:
        return
    if message.is_multipart():
        for part in message.get_payload():
            yield from texts(part, False)
    elif message.get_content_type() == "text/plain" and message.get_content_disposition() != "attachment" and not message.get_filename():
        try:
            yield message.get_content()
        except Exception:
            yield (message.get_payload(decode=True) or b"").decode("latin1")


def date(message):
    try:
        when = message["date"].datetime
        if when is None:
            return None
        return (when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp()
    except Exception:
        return None


def read(path):
    with open(path, "rb") as f:
        message = email.message_from_bytes(f.read(), policy=policy.default)
    return {
        "file": path, "subject": str(message["subject"] or ""), "date": date(message),
        "words": [w for t in texts(message) for w in re.findall(r"\w+", t)],
    }


for path in sys.argv[1:]:
    try:
        print(json.dumps(read(path)))
    except Exception as e:
        print(json.dumps({"file": path, "error": str(e)}))
