package squeeze

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// program uses what goes by the function table: the collector, stacks that grow, panics and their recovery, what is deferred, wrappers.
const program = `package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"sync"
)

type namer interface{ Name() string }

type thing struct{ parts []string }

func (t thing) Name() string { return fmt.Sprint(len(t.parts)) }

func deep(n int, t *thing) int {
	var room [512]byte
	if n == 0 {
		runtime.GC()
		return len(t.parts)
	}
	t.parts = append(t.parts[:len(t.parts):len(t.parts)], fmt.Sprint(n, room[n%512]))
	return deep(n-1, t) + 0
}

func tries(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

func main() {
	var wg sync.WaitGroup
	sums := make([]int, 20)
	for i := range sums {
		wg.Go(func() { sums[i] = deep(200, &thing{}) })
	}
	wg.Wait()
	var nobody *thing
	var n namer = nobody
	var none []int
	fmt.Println(sums[0], sums[19], tries(func() { n.Name() }) != nil, tries(func() { _ = none[len(sums)] }), tries(func() { panic(errors.New("mine")) }),
		reflect.ValueOf(thing{}).Method(0).Call(nil)[0], reflect.MakeFunc(reflect.TypeOf(func(int) int { return 0 }), func(a []reflect.Value) []reflect.Value { runtime.GC(); return a }).Call([]reflect.Value{reflect.ValueOf(7)})[0])
	panic("the end")
}
`

// TestFile: what is squeezed runs as it did before, and a panic's trace can be read by the names.
func TestFile(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no Node.js here, which runs what is squeezed; e2e runs it in a browser")
	}
	dir := t.TempDir()
	for name, body := range map[string]string{"main.go": program, "go.mod": "module squeezed\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-ldflags", "-s -w", "-o", "linked.wasm", ".")
	build.Dir, build.Env = dir, append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	linked, err := os.ReadFile(filepath.Join(dir, "linked.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	small, names, err := File(linked)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "small.wasm"), small, 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	run := func(name string) (said, trace string) {
		cmd := exec.Command(node, filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), filepath.Join(dir, name))
		var out, told strings.Builder
		cmd.Stdout, cmd.Stderr, cmd.Env = &out, &told, []string{"GOGC=1", "PATH=" + os.Getenv("PATH")}
		if err := cmd.Run(); err == nil {
			t.Errorf("%s: a panic that does not end it", name)
		}
		return out.String(), told.String()
	}
	want, _ := run("linked.wasm")
	got, trace := run("small.wasm")
	if got != want || !strings.Contains(want, "200 200 true") {
		t.Errorf("squeezed it says %q, else %q", got, want)
	}
	if !strings.Contains(trace, "panic: the end") {
		t.Fatalf("the trace: %q", trace)
	}
	lines := strings.Split(names, "\n")
	var read []string
	for word := range strings.FieldsSeq(strings.ReplaceAll(trace, "(", " ")) {
		if id, ok := strings.CutPrefix(word, "."); ok {
			if i, err := strconv.ParseUint(id, 36, 32); err == nil && int(i) < len(lines) {
				read = append(read, lines[i])
			}
		}
	}
	if !strings.Contains(strings.Join(read, " "), "main.main") {
		t.Errorf("the trace reads %q, by %q", read, trace)
	}
	if _, _, err := File(small); err != nil && !strings.Contains(err.Error(), "short names") {
		t.Errorf("once more: %v", err)
	}
}

// FuzzFile: no file makes it panic.
func FuzzFile(f *testing.F) {
	f.Add([]byte(head))
	f.Add([]byte(head + "\x0b\x07\x01\x00\x41\x00\x0b\x01\x01"))
	mem := make([]byte, 200)
	copy(mem, "\xf1\xff\xff\xff\x00\x00\x01\x08\x01")
	for i, v := range []byte{headerSize, 74, 75, 76, 78} {
		mem[32+8*i] = v
	}
	body := append([]byte{1, 0, 0x41, 0, 0x0b, 0xc8, 1}, mem...)
	f.Add(append([]byte(head+"\x0b\xcf\x01"), body...))
	f.Fuzz(func(t *testing.T, in []byte) { _, _, _ = File(in) })
}
