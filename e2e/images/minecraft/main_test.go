package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// wire is one connection's two ways.
type wire struct {
	io.Reader
	io.Writer
}

// TestTalk: a list of servers is answered, each time with a higher count, and what is no question is refused.
func TestTalk(t *testing.T) {
	packet := func(body ...byte) []byte { return append(binary.AppendUvarint(nil, uint64(len(body))), body...) }
	hello := packet(0, 0xff, 0x05, 1, 'x', 0x63, 0xdd, 1)
	s := &server{motd: "afloat", players: 3, file: filepath.Join(t.TempDir(), "pings")}
	for _, x := range []struct {
		name  string
		sent  [][]byte
		says  string
		fails bool
	}{
		{"a status", [][]byte{hello, packet(0), packet(1, 1, 2, 3, 4, 5, 6, 7, 8)}, `"pings":1`, false},
		{"another", [][]byte{hello, packet(0), packet(1, 1, 2, 3, 4, 5, 6, 7, 8)}, `"pings":2`, false},
		{"a game", [][]byte{packet(0, 0xff, 0x05, 1, 'x', 0x63, 0xdd, 2)}, "", true},
		{"a large packet", [][]byte{binary.AppendUvarint(nil, 1<<20)}, "", true},
		{"nothing", nil, "", true},
	} {
		var out bytes.Buffer
		err := s.talk(wire{bytes.NewReader(bytes.Join(x.sent, nil)), &out})
		if (err != nil) != x.fails || !strings.Contains(out.String(), x.says) {
			t.Errorf("%s: %q %v", x.name, out.String(), err)
		}
	}
}
