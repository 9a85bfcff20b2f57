package splice

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"testing"
	"time"
)

func pair(t *testing.T) (a, b net.Conn) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if a, err = net.Dial("tcp", ln.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if b, err = ln.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close(); b.Close() })
	return a, b
}

func quiet(read, written *int) Steps {
	return Steps{
		Before: func() {}, Read: func(n int) error { *read += n; return nil }, Written: func(n int) { *written += n }, Late: func(error) bool { return false },
	}
}

func TestMove(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has splice")
	}
	client, from := pair(t)
	to, reader := pair(t)
	data := make([]byte, 3<<20)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	go client.Write(append(data, "behind"...))
	got := make(chan []byte, 1)
	go func() {
		b := make([]byte, len(data))
		io.ReadFull(reader, b)
		got <- b
	}()
	var read, written int
	n, err := Move(to, from, int64(len(data)), quiet(&read, &written))
	if err != nil || n != int64(len(data)) || read != len(data) || written != len(data) || !bytes.Equal(<-got, data) {
		t.Fatalf("moved %d, %d, %d: %v", n, read, written, err)
	}
	rest := make([]byte, 6)
	if _, err := io.ReadFull(from, rest); err != nil || string(rest) != "behind" {
		t.Errorf("what is behind: %q %v", rest, err)
	}
	from.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	if n, err := Move(to, from, 5, quiet(&read, &written)); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("silence: %d %v", n, err)
	}
	from.SetReadDeadline(time.Time{})
	client.Write([]byte("abc"))
	client.Close()
	if n, err := Move(to, from, 5, quiet(&read, &written)); n != 3 || err != io.ErrUnexpectedEOF {
		t.Errorf("an early end: %d %v", n, err)
	}
	a, _ := net.Pipe()
	if _, err := Move(to, a, 5, quiet(&read, &written)); err != ErrUnable {
		t.Errorf("no socket: %v", err)
	}
}
