"""What can be wrong with a bundle: a code for machines, a finer reason, and a sentence for a person."""

from collections.abc import Sequence

import msgspec

from terminal.errors import Problem, Refused

BAD_FORMAT, BAD_SIG, WRONG_TO, QUOTA, UNSUPPORTED = "bad-format", "bad-sig", "wrong-to", "quota", "unsupported"
AGAIN = "请从发出的机器重新导出一份。"

# reason: (code, what is wrong and what to do); FORMAT.md §10 lists the same reasons.
REASONS = {
    "unreadable": (BAD_FORMAT, "文件读不出来。请换一个 U 盘口再试，或重新拷贝。"),
    "not-zip": (BAD_FORMAT, "这不是数据包，或者没有拷完整。" + AGAIN),
    "not-canonical": (BAD_FORMAT, "文件的写法与格式规定不符，可能被改过或传坏了。" + AGAIN),
    "damaged": (BAD_FORMAT, "这一部分传坏了，校验和对不上。" + AGAIN),
    "layout": (BAD_FORMAT, "包里的文件缺了、多了或次序不对。" + AGAIN),
    "bagit": (BAD_FORMAT, "bagit.txt 或 bag-info.txt 的写法不对。" + AGAIN),
    "manifest": (BAD_FORMAT, "清单与包里的文件对不上。" + AGAIN),
    "envelope": (BAD_FORMAT, "信封（envelope.json）读不懂或缺项。" + AGAIN),
    "name": (BAD_FORMAT, "包的名称与信封写的不一致。" + AGAIN),
    "packed": (BAD_FORMAT, "压缩内容解不开，或写法与格式规定不符。" + AGAIN),
    "raw": (BAD_FORMAT, "解开后的长度或指纹与信封写的不一致。" + AGAIN),
    "count": (BAD_FORMAT, "登记的条数与信封写的不一致。" + AGAIN),
    "header": (BAD_FORMAT, "这一条登记的首行读不懂。" + AGAIN),
    "place": (BAD_FORMAT, "这一条登记不属于信封写的这本日志，或号码不连续。" + AGAIN),
    "chain": (BAD_FORMAT, "登记之间的指纹接不上：中间缺了或被改过。" + AGAIN),
    "body": (BAD_FORMAT, "这一条登记的正文读不懂，或与首行的指纹不符。" + AGAIN),
    "schema": (BAD_FORMAT, "信封写的登记种类与实际不一致。" + AGAIN),
    "blobs": (BAD_FORMAT, "附件与信封或登记写的不一致。" + AGAIN),
    "sig-form": (BAD_SIG, "签名的写法不对。" + AGAIN),
    "signature": (BAD_SIG, "签名不对：包里的内容被改过，或不是用这把密钥签的。请不要使用，并告诉县里管平台的人。"),
    "key-id": (BAD_SIG, "签名用的密钥与信封写的不是同一把。请不要使用，并告诉县里管平台的人。"),
    "unknown-key": (BAD_SIG, "签名的密钥不是这台终端的密钥。请不要使用，并告诉县里管平台的人。"),
    "to": (WRONG_TO, "这个包不是发给这里的。请交给信封上写的收件单位。"),
    "too-large": (QUOTA, "超过了允许的大小。请分批导出。"),
    "too-many": (QUOTA, "数量超过了允许的上限。请分批导出。"),
    "ratio": (QUOTA, "压缩得太狠，解开会占满内存。请不要使用这个文件。"),
    "format": (UNSUPPORTED, "这个包是新版程序写的，这里还不认识。请升级程序。"),
    "suite": (UNSUPPORTED, "这个包用的签名算法这里还不认识。请升级程序。"),
    "kind": (UNSUPPORTED, "这一类包这里还不认识。请升级程序。"),
}


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong with a bundle: the reason, where, and what was found."""

    reason: str
    where: str = ""
    found: str = ""

    @property
    def code(self) -> str:
        return REASONS[self.reason][0]

    @property
    def problem(self) -> Problem:
        """The same for a person."""
        says = REASONS[self.reason][1]
        return Problem(f"{says}（{self.code}/{self.reason}{'：' if self.found else ''}{self.found}）", self.where)


class BundleRefused(Refused):
    """Not a bundle to be taken: nothing of it may be used. `code` is that of the first fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(fault.problem for fault in self.faults)

    @property
    def code(self) -> str:
        return self.faults[0].code
