package pack

import (
	"encoding/binary"
	"errors"
	"strings"
)

// The records of a zip file (APPNOTE.TXT 6.3.10, 4.3): the end, an entry of the directory, and the head before what is packed.
const (
	zipEnd, zipEndSize     = "PK\x05\x06", 22
	zipEntry, zipEntrySize = "PK\x01\x02", 46
	zipHead, zipHeadSize   = "PK\x03\x04", 30
)

var le = binary.LittleEndian

// openZip reads the directory of a zip file. Its files are unpacked when they are read.
func openZip(b []byte, inflate Inflate) (Tree, error) {
	damaged := &Error{Why: Damaged}
	end := -1
	for i := len(b) - zipEndSize; i >= 0 && i >= len(b)-zipEndSize-1<<16; i-- {
		if hasPrefix(b[i:], zipEnd) && i+zipEndSize+int(le.Uint16(b[i+20:])) == len(b) {
			end = i
			break
		}
	}
	if end < 0 {
		return Tree{}, damaged
	}
	count, at := int(le.Uint16(b[end+10:])), int64(le.Uint32(b[end+16:]))
	if count > MaxEntries {
		return Tree{}, &Error{Why: TooMany}
	}
	var all []Entry
	for range count {
		if at+zipEntrySize > int64(end) || !hasPrefix(b[at:], zipEntry) {
			return Tree{}, damaged
		}
		h := b[at:end]
		name := int(le.Uint16(h[28:]))
		size := zipEntrySize + name + int(le.Uint16(h[30:])) + int(le.Uint16(h[32:]))
		if size > len(h) {
			return Tree{}, damaged
		}
		at += int64(size)
		e := zipped{
			b: b, inflate: inflate, flags: le.Uint16(h[8:]), method: le.Uint16(h[10:]), crc: le.Uint32(h[16:]), packed: le.Uint32(h[20:]),
			size: le.Uint32(h[24:]), head: le.Uint32(h[42:]),
		}
		path := string(h[zipEntrySize : zipEntrySize+name])
		if strings.HasSuffix(path, "/") || strings.HasSuffix(path, `\`) {
			if _, ok := clean(path); !ok {
				return Tree{}, &Error{Outside, path}
			}
			continue
		}
		const unix, kind, link = 3, 0xF000, 0xA000
		all = append(all, Entry{
			Path: path, Size: int64(e.size), Link: h[5] == unix && le.Uint32(h[38:])>>16&kind == link, Read: e.read,
		})
	}
	return NewTree(all)
}

// zipped is a file in a zip file.
type zipped struct {
	b                       []byte // the whole
	inflate                 Inflate
	flags, method           uint16
	crc, packed, size, head uint32
}

func (z zipped) read() ([]byte, error) {
	damaged, at, all := &Error{Why: Damaged}, int64(z.head), int64(len(z.b))
	if z.flags&1 != 0 {
		return nil, &Error{Why: Locked}
	}
	if at+zipHeadSize > all || !hasPrefix(z.b[at:], zipHead) {
		return nil, damaged
	}
	at += zipHeadSize + int64(le.Uint16(z.b[at+26:])) + int64(le.Uint16(z.b[at+28:]))
	if at+int64(z.packed) > all {
		return nil, damaged
	}
	out := z.b[at : at+int64(z.packed)]
	switch z.method {
	case 0:
	case 8:
		var err error
		// One byte more than it says is too much already.
		if out, err = z.inflate("deflate-raw", out, int(z.size)); errors.Is(err, ErrLong) {
			return nil, &Error{Why: TooLarge}
		} else if err != nil {
			return nil, damaged
		}
	default:
		return nil, &Error{Why: Packing}
	}
	if crc32(out) != z.crc {
		return nil, damaged
	}
	return out, nil
}

// crc32 is the checksum that a zip file has of each file (ISO 3309). It is here since the library's, with its tables, is more code
// in the page than its speed is worth.
func crc32(b []byte) uint32 {
	sum := ^uint32(0)
	for _, c := range b {
		sum ^= uint32(c)
		for range 8 {
			sum = sum>>1 ^ 0xEDB88320&-(sum&1)
		}
	}
	return ^sum
}
