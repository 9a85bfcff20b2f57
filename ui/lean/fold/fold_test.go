package fold

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"berth/ui/lean/code"
)

// written is what Go writes around a call that returns to a place of the i-th function, out of so many blocks.
func written(i, place int, call []byte, blocks byte) []byte {
	all := code.AppendInt(bytes.Clone(beforePlace), int64(firstFunction+i)<<16|int64(place))
	return append(append(append(append(all, afterPlace...), call...), afterCall...), blocks)
}

// module has two functions as Go writes them, with every kind of instruction, and data behind.
func module() []byte {
	body := func(i int) []byte {
		b := []byte{1, 1, 0x7f, 0x02, 0x40, 0x03, 0x40, 0x02, 0x40, 0x02, 0x40, 0x20, 0, 0x0e, 2, 0, 0, 1, 0x0b}
		b = append(b, written(i, 0, []byte{0x41, 0, 0x10, 0x81, 0x01}, 2)...) // back to the beginning
		b = append(b, written(i, 2, []byte{0x41, 0, 0x10, 0x05}, 2)...)
		b = append(b, 0x0b, 0x41, 0xff, 0x7f, 0x1a, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 0x43, 1, 2, 3, 4, 0x1a, 0xfc, 0x0a, 0, 0, 0xfc, 0x03)
		b = append(b, written(i, 3, []byte{0x41, 0, 0x20, 2, 0xa7, 0x11, 0, 0}, 1)...) // of a value
		b = append(b, written(i, 300, []byte{0x41, 0, 0x10, 0x05}, 1)...)              // to a place that is none of the next
		return append(b, 0x0b, 0x29, 0x03, 0x90, 0x01, 0x0b, 0x0b)
	}
	section := []byte{2}
	for i := range 2 {
		b := body(i)
		section = append(binary.AppendUvarint(section, uint64(len(b))), b...)
	}
	out := append([]byte(code.Head), 1, 4, 1, 0x60, 0, 0, code.Section)
	out = append(binary.AppendUvarint(out, uint64(len(section))), section...)
	return append(append(out, 11, 64), bytes.Repeat([]byte{0xef, 0xf6}, 32)...)
}

// TestFile: calls take a byte and the function called.
func TestFile(t *testing.T) {
	in := module()
	out, err := File(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := []byte{opCall + start, 0x81, 0x01, opCall + 1, 0x05, 0x0b}; bytes.Count(out, want) != 2 {
		t.Errorf("no % x twice in % x", want, out)
	}
	if want := []byte{opPlace + 1, 0x41, 0, 0x20, 2, 0xa7, 0x11, 0, 0, opBack}; bytes.Count(out, want) != 2 {
		t.Errorf("no % x twice in % x", want, out)
	}
	for _, bad := range [][]byte{nil, []byte("no program"), in[:len(in)-70], bytes.Replace(in, []byte{0x0e, 2, 0, 0, 1}, []byte{0x12, 2, 0, 0, 1}, 1)} {
		if _, err := File(bad); err == nil {
			t.Errorf("% x is folded", bad)
		}
	}
}

// TestInJavaScript: the browser's script gives the same file again, however it comes, and takes no other.
func TestInJavaScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no Node.js here; e2e runs it in a browser")
	}
	in := module()
	small, err := File(in)
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("../../../assets/unfold.js")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	const run = `
import fs from "node:fs";
const [file, size, to] = process.argv.slice(2);
const all = new Uint8Array(fs.readFileSync(file));
let at = 0, told = 0;
const body = new ReadableStream({ pull(c) { if (at >= all.length) return c.close(); c.enqueue(all.slice(at, at += Number(size))); } });
try {
  fs.writeFileSync(to, new Uint8Array(await unfold(new Response(body), () => told++).arrayBuffer()));
} catch (error) {
  process.exit(told === 1 ? 3 : 1);
}`
	for name, body := range map[string][]byte{"run.mjs": append(append([]byte("const unfold = "), bytes.TrimSpace(script)...), ";"+run...), "app": small, "short": small[:len(small)-9], "other": in} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		file string
		size int
		code int
	}{{"app", 1, 0}, {"app", 7, 0}, {"app", 100, 0}, {"app", 1 << 16, 0}, {"short", 50, 3}, {"other", 50, 3}} {
		to := filepath.Join(dir, "got")
		cmd := exec.Command(node, filepath.Join(dir, "run.mjs"), filepath.Join(dir, c.file), strconv.Itoa(c.size), to)
		said, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != c.code {
			t.Errorf("%s in parts of %d: exit %d, want %d: %s", c.file, c.size, code, c.code, said)
		} else if got, err := os.ReadFile(to); c.code == 0 && (err != nil || !bytes.Equal(got, in)) {
			t.Errorf("%s in parts of %d: % x, %v, want % x", c.file, c.size, got, err, in)
		}
	}
}

// FuzzFile: what is folded can be unfolded, and no file makes either panic.
func FuzzFile(f *testing.F) {
	f.Add(module())
	f.Add([]byte(code.Head + "\x0a\x06\x01\x04\x00\x0b\x0b\x0b"))
	f.Fuzz(func(t *testing.T, in []byte) {
		_, _ = File(in)
		_, _ = undo(append([]byte(head), in...))
	})
}
