package pack

import (
	"bytes"
	"strconv"
	"strings"
)

// tarBlock is the size of what a tar file is made of (POSIX.1-2017, pax, ustar interchange format).
const tarBlock = 512

// openTar reads a tar file.
func openTar(b []byte) (Tree, error) {
	var all []Entry
	damaged := &Error{Why: Damaged}
	if len(b) < tarBlock {
		return Tree{}, damaged
	}
	next := "" // the path of the next entry, where that did not fit into its head
	for len(b) >= tarBlock {
		h := b[:tarBlock]
		if bytes.Count(h, []byte{0}) == tarBlock {
			return NewTree(all)
		}
		size, ok := octal(h[124:136])
		if !ok || !sums(h) || size > int64(len(b)-tarBlock) {
			return Tree{}, damaged
		}
		body := b[tarBlock : tarBlock+size]
		b = b[min(tarBlock+(size+tarBlock-1)/tarBlock*tarBlock, int64(len(b))):]
		name := field(h[:100])
		if prefix := field(h[345:500]); prefix != "" && string(h[257:263]) == "ustar\x00" {
			name = prefix + "/" + name
		}
		switch kind := h[156]; kind {
		case 'x':
			long, ok := paxPath(body)
			if !ok {
				return Tree{}, damaged
			}
			if long != "" {
				next = long
			}
			continue
		case 'L':
			next = field(body)
			continue
		case 'g', 'K':
			continue
		case '0', 0, '1', '2', '5', '7':
			if next != "" {
				name, next = next, ""
			}
			if kind == '5' || strings.HasSuffix(name, "/") {
				if _, ok := clean(name); !ok {
					return Tree{}, &Error{Outside, name}
				}
				continue
			}
			link := kind == '1' || kind == '2'
			all = append(all, Entry{Path: name, Size: size, Link: link, Read: func() ([]byte, error) { return body, nil }})
		default:
			next = "" // devices and the like: nothing can be named by them
		}
		if len(all) > MaxEntries {
			return Tree{}, &Error{Why: TooMany}
		}
	}
	// Some programs leave the end away.
	return NewTree(all)
}

// sums reports whether a head's checksum is right.
func sums(h []byte) bool {
	want, ok := octal(h[148:156])
	sum := int64(8 * ' ')
	for i, c := range h {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return ok && sum == want
}

func octal(b []byte) (int64, bool) {
	s := strings.Trim(string(b), " \x00")
	if s == "" {
		return 0, true
	}
	n, err := strconv.ParseInt(s, 8, 64)
	return n, err == nil && n >= 0
}

// field is a text that ends with a zero byte.
func field(b []byte) string {
	s, _, _ := strings.Cut(string(b), "\x00")
	return s
}

// paxPath is the path in the records of an extended header, "length key=value\n".
func paxPath(b []byte) (name string, ok bool) {
	for len(b) > 0 {
		n, rest, found := bytes.Cut(b, []byte(" "))
		length, err := strconv.Atoi(string(n))
		if !found || err != nil || length <= len(n)+1 || length > len(b) {
			return "", false
		}
		record := rest[:length-len(n)-1]
		b = b[length:]
		key, value, found := strings.Cut(strings.TrimSuffix(string(record), "\n"), "=")
		if !found {
			return "", false
		}
		if key == "path" {
			name = value
		}
	}
	return name, true
}
