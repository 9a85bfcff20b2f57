package listentest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
)

// shape is bytes that a server could take for more requests than they are, or for fewer.
type shape struct {
	name string
	sent string
	// within: the second request is in the body of the first, which is whole; no answer but the first may come. Otherwise
	// it stands behind, and either the first is refused or the connection ends with its answer.
	within bool
}

// Smuggle sends a server requests that hide others: for each, no more than the one answer that it has may come.
func Smuggle(t *testing.T, a *attacktest.Attack, s Server) {
	t.Helper()
	usual := s.head("GET", s.Get)
	if got, err := s.talk(s.head("POST", s.Post, "Content-Length: 2", "Content-Type: application/json")+"{}"+usual+usual, time.Second); err != nil || len(got.codes) != 3 ||
		got.codes[2] != 200 || got.closed {
		t.Fatalf("three requests that are all right, on one connection: got %s, %v", got, err)
	}
	for _, x := range s.shapes() {
		got, err := s.talk(x.sent, 300*time.Millisecond, strings.SplitN(x.sent, " ", 2)[0])
		if err != nil {
			a.Tried(true, "%s: %v", x.name, err)
			continue
		}
		through := got.rest != ""
		for i, code := range got.codes {
			through = through || code == 101 || i > 0 && code != 400
		}
		if !x.within {
			through = through || !got.closed
		}
		a.Tried(through, "%s: got %s", x.name, got)
	}
}

func (s Server) shapes() []shape {
	next := "GET " + s.Get + " HTTP/1.1\r\nHost: " + s.Host + "\r\n\r\n"
	var all []shape
	add := func(name, sent string) { all = append(all, shape{name: name, sent: sent + next}) }
	post := func(fields ...string) string {
		return s.head("POST", s.Post, append(fields, "Content-Type: application/json")...)
	}
	chunked := "2\r\n{}\r\n0\r\n\r\n"
	inChunk := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(next), next)

	// Two lengths.
	for _, both := range [][2]string{
		{"Content-Length: 2", "Transfer-Encoding: chunked"}, {"Transfer-Encoding: chunked", "Content-Length: 2"},
		{"Content-Length: 2", "Content-Length: 12"}, {"Content-Length: 2", "Content-Length: 2"}, {"content-length: 0", "CONTENT-LENGTH: 2"},
		{"Content-Length: 0", "transfer-encoding: CHUNKED"}, {"Content-Length: 2", "Transfer-Encoding: identity"},
		{"Transfer-Encoding: identity", "Transfer-Encoding: chunked"}, {"Transfer-Encoding: chunked", "Transfer-Encoding: identity"},
		{"Transfer-Encoding: chunked", "Transfer-Encoding: chunked"}, {"Transfer-Encoding: chunked", "Transfer-Encoding: x"},
		{"Connection: keep-alive, Content-Length", "Transfer-Encoding: chunked"}, {"Connection: Transfer-Encoding", "Transfer-Encoding: chunked"},
	} {
		add(both[0]+" and "+both[1], post(both[0], both[1])+chunked)
		add(both[0]+" and "+both[1]+", a request in the chunk", post(both[0], both[1])+inChunk)
	}
	// Lengths that are none, or that are written in two ways.
	for _, v := range []string{
		"+2", "-2", "0x2", "2,2", "2, 2", "2,12", "2;", "2 2", "2\t2", "", " ", "2.0", "2e0", "02 ", "\x002", "2\x00", "²", "99999999999999999999", "18446744073709551618",
		"9223372036854775809", "2_0", "\"2\"", "\x0b2", "2\x0c", "two",
	} {
		if v == "02 " {
			continue // it is a length
		}
		add(fmt.Sprintf("Content-Length: %q", v), post("Content-Length: "+v)+"{}")
	}
	// Codings that are none, or hidden from one of two servers.
	for _, f := range []string{
		"Transfer-Encoding: chunked", "Transfer-Encoding:chunked", "Transfer-Encoding:\tchunked", "Transfer-Encoding: chunked ", "Transfer-Encoding: chunked\t",
		"Transfer-Encoding: \tchunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunkedx", "Transfer-Encoding: identity, chunked",
		"Transfer-Encoding: chunked, identity", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: \x0bchunked",
		"Transfer-Encoding: \x00chunked", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: 'chunked'", "Transfer-Encoding: ,chunked",
		"Transfer-Encoding: chunked,", "Transfer-Encoding: cow", "Transfer-Encoding: identity", "Transfer-Encoding: ", "Transfer-Encoding : chunked",
		"Transfer-Encoding\t: chunked", "Transfer-Encoding\x00: chunked", "Transfer-Encoding: chunked\x00", " Transfer-Encoding: chunked", "\tTransfer-Encoding: chunked",
		"X: y\rTransfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked", "X: y\n Transfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked",
		"Transfer-Encoding:\r\n\tchunked", "Transfer-Encoding: chun\r\n ked", "Transfer-Encoding:\n chunked", "Transfer_Encoding: chunked", "Transfer.Encoding: chunked",
		"Transfer-Encoding;: chunked", "Transfer-Encoding: chunKed", "TRANSFER-ENCODING: CHUNKED", "Content-Encoding: chunked", "\xef\xbb\xbfTransfer-Encoding: chunked",
		"Transfer-Encoding: chunked\r\nUpgrade: websocket\r\nConnection: Upgrade", "Transfer\u00ad-Encoding: chunked",
	} {
		add(fmt.Sprintf("%q", f), post(f)+chunked)
		add(fmt.Sprintf("%q and a length", f), post("Content-Length: 2", f)+"{}0\r\n\r\n")
		add(fmt.Sprintf("%q, a length behind", f), post(f, "Content-Length: 2")+"{}0\r\n\r\n")
	}
	// Versions.
	for _, v := range []string{"HTTP/1.0", "HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3.0", "HTTP/1.01", "HTTP/01.1", "HTTP/1,1", "http/1.1", "HTTP/1.1 ", " HTTP/1.1", "HTTP/1.1\t", "HTTP", "", "HTTPS/1.1"} {
		for _, f := range []string{"", "Connection: keep-alive\r\n"} {
			add(v+" chunked "+f, "POST "+s.Post+" "+v+"\r\nHost: "+s.Host+"\r\n"+f+"Transfer-Encoding: chunked\r\n\r\n"+chunked)
			add(v+" with a length "+f, "POST "+s.Post+" "+v+"\r\nHost: "+s.Host+"\r\n"+f+"Content-Length: 2\r\n\r\n{}")
		}
	}
	// Both are one's good right in HTTP/1.1.
	all = drop(all, "HTTP/1.1 with")
	for _, v := range []string{"HTTP/1.0", "HTTP/1.1"} {
		add(v+" keep-alive chunked and a length", "POST "+s.Post+" "+v+"\r\nHost: "+s.Host+"\r\nConnection: keep-alive\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"+chunked)
		add(v+" keep-alive GET chunked", "GET "+s.Get+" "+v+"\r\nHost: "+s.Host+"\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"+chunked)
	}
	add("HTTP/1.0 keep-alive", "GET "+s.Get+" HTTP/1.0\r\nHost: "+s.Host+"\r\nConnection: keep-alive\r\n\r\n")
	// Lines.
	get := "GET " + s.Get + " HTTP/1.1\r\nHost: " + s.Host + "\r\n"
	add("bare LF everywhere", strings.ReplaceAll(next, "\r\n", "\n"))
	add("bare LF at the request line", strings.Replace(next, "\r\n", "\n", 1))
	add("bare LF at the end", strings.TrimSuffix(next, "\r\n")+"\n")
	add("CR CR LF", strings.Replace(next, "\r\n", "\r\r\n", 1))
	add("bare CR in the request line", strings.Replace(next, " HTTP", "\rHTTP", 1))
	add("bare CR for an end", strings.ReplaceAll(next, "\r\n", "\r"))
	for _, f := range []string{
		"X: a\n", "X: a\nY: b\r\n", "X: a\r\n folded\r\n", "X: a\r\n\tfolded\r\n", "X: a\r\n \r\n", " X: a\r\n", "X : a\r\n", "X\t: a\r\n", ": a\r\n", "X\r\n", "X\x00: a\r\n", "X: a\x00b\r\n",
		"X: a\rb\r\n", "X: a\x7f\r\n", "X Y: a\r\n", "X(: a\r\n", "X@: a\r\n", "Ü: a\r\n", "X: a\r\n\rY: b\r\n", "\rX: a\r\n", "Host: other\r\n", "host: " + s.Host + "\r\n", "X: a\x0bb\r\n", "\x00\r\n", "=\r\n",
	} {
		add(fmt.Sprintf("a line %q", f), get+f+"\r\n")
		add(fmt.Sprintf("a first line %q", f), "GET "+s.Get+" HTTP/1.1\r\n"+f+"Host: "+s.Host+"\r\n\r\n")
	}
	add("no host", "GET "+s.Get+" HTTP/1.1\r\n\r\n")
	add("spaces in the request line", "GET  "+s.Get+" HTTP/1.1\r\nHost: "+s.Host+"\r\n\r\n")
	add("a tab in the request line", "GET\t"+s.Get+" HTTP/1.1\r\nHost: "+s.Host+"\r\n\r\n")
	add("a space in the target", "GET "+s.Get+" x HTTP/1.1\r\nHost: "+s.Host+"\r\n\r\n")
	add("many empty lines first", "\r\n\r\n\r\n"+next)
	add("an empty line with LF", "\n"+next)
	// HTTP/2 without TLS.
	add("HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
	add("an upgrade to h2c, chunked", post("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA", "Transfer-Encoding: chunked")+chunked)
	// Chunks.
	te := post("Transfer-Encoding: chunked")
	for name, b := range map[string]string{
		"a long extension": "2;" + strings.Repeat("a", 1<<20) + "\r\n{}\r\n0\r\n\r\n", "many extensions": strings.Repeat("1;a=b\r\n \r\n", 20000) + "0\r\n\r\n",
		"LF behind the size": "2\n{}\r\n0\r\n\r\n", "LF in an extension": "2;\n{}\r\n0\r\n\r\n", "CR in an extension": "2;\rxx\r\n{}\r\n0\r\n\r\n", "0x": "0x2\r\n{}\r\n0\r\n\r\n", "a sign": "+2\r\n{}\r\n0\r\n\r\n",
		"a negative size": "-2\r\n{}\r\n0\r\n\r\n", "a size too large": "ffffffffffffffff2\r\n{}\r\n0\r\n\r\n", "a size that overflows": "10000000000000002\r\n{}\r\n0\r\n\r\n", "no CRLF behind a chunk": "2\r\n{}0\r\n\r\n",
		"two bytes more": "2\r\n{}xx\r\n0\r\n\r\n", "LF behind a chunk": "2\r\n{}\n0\r\n\r\n", "a space before the size": " 2\r\n{}\r\n0\r\n\r\n", "a space behind it": "2 \r\n{}\r\n0\r\n\r\n", "an underscore": "0_2\r\n{}\r\n0\r\n\r\n",
		"zeros": strings.Repeat("0", 1000) + "2\r\n{}\r\n0\r\n\r\n", "an end without a line": "2\r\n{}\r\n0\r\n", "trailers": "2\r\n{}\r\n0\r\nContent-Length: 40\r\nHost: other\r\n\r\n", "a trailer that is none": "2\r\n{}\r\n0\r\nX y\r\n\r\n",
		"many trailers": "2\r\n{}\r\n0\r\n" + strings.Repeat("X: y\r\n", 50000) + "\r\n", "an end with LF": "2\r\n{}\r\n0\n\n", "a trailer with LF": "2\r\n{}\r\n0\r\nX: y\n\n",
	} {
		add("chunks: "+name, te+b)
	}
	// A second request where only a careless server sees one.
	within := func(name, sent string) { all = append(all, shape{name: name, sent: sent, within: true}) }
	length := fmt.Sprintf("Content-Length: %d", len(next))
	within("in a body", post(length)+next)
	for _, m := range []string{"GET", "HEAD", "OPTIONS", "DELETE", "TRACE", "CONNECT", "PROPFIND"} {
		within("in the body of "+m, s.head(m, s.Get, length)+next)
		within("in the chunked body of "+m, s.head(m, s.Get, "Transfer-Encoding: chunked")+inChunk)
	}
	within("in the body of a refused path", s.head("POST", "/none/such", length)+next)
	within("in a body that is not waited for", post(length, "Expect: 100-continue")+next)
	within("in a body, closing", post(length, "Connection: close")+next)
	within("in a body, upgrading", post(length, "Connection: Upgrade", "Upgrade: websocket")+next)
	within("in a GET's body, upgrading", s.head("GET", s.Get, length, "Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA")+next)
	return all
}

// drop takes out shapes by the beginning of their names.
func drop(all []shape, name string) []shape {
	kept := all[:0]
	for _, x := range all {
		if !strings.HasPrefix(x.name, name) {
			kept = append(kept, x)
		}
	}
	return kept
}
