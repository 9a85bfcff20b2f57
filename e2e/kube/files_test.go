package kube

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"

	"berth/shared/resource"
)

// TestFiles puts files into a service and gets them back by sftp, which the image's own server serves: what it does is what
// the service's process sees, it counts as traffic, and ends with the order.
func TestFiles(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 128, TrafficMiB: 1024})
	_, err := p.Up(y.Context(), 1, image("files", "/data", nil))
	y.must(err)
	c := p.login(y, "web")
	files, err := sftp.NewClient(c)
	y.must(err)
	defer files.Close()
	before, err := p.Deployment(y.Context())
	y.must(err)

	sent := make([]byte, 5<<20)
	rand.Read(sent) // never fails
	y.must(files.Mkdir("/data/in"))
	f, err := files.Create("/data/in/a file 港")
	y.must(err)
	if n, err := f.ReadFrom(bytes.NewReader(sent)); err != nil || n != int64(len(sent)) {
		t.Fatalf("%d bytes are put: %v", n, err)
	}
	y.must(f.Close())
	y.must(files.Chmod("/data/in/a file 港", 0o600))
	y.must(files.Rename("/data/in/a file 港", "/data/in/b"))
	all, err := files.ReadDir("/data/in")
	y.must(err)
	if len(all) != 1 || all[0].Name() != "b" || all[0].Size() != int64(len(sent)) || all[0].Mode().Perm() != 0o600 {
		t.Errorf("the folder has %v", all)
	}
	f, err = files.Open("/data/in/b")
	y.must(err)
	got, err := io.ReadAll(f)
	y.must(errors.Join(err, f.Close()))
	if !bytes.Equal(got, sent) {
		t.Errorf("%d other bytes come back", len(got))
	}

	// A command in the service sees the same file, by the same user; nothing but the disk can be written.
	x, err := c.NewSession()
	y.must(err)
	out, err := x.CombinedOutput("wc -c </data/in/b; id -u")
	if want := fmt.Sprintf("%d\n10001\n", len(sent)); err != nil || strings.TrimLeft(string(out), " ") != want {
		t.Errorf("a command sees %q, %v; want %q", out, err, want)
	}
	if _, err := files.Create("/usr/lib/openssh/x"); err == nil {
		t.Error("the image can be written")
	}
	if _, err := files.Open("/data/none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	y.must(errors.Join(files.Remove("/data/in/b"), files.RemoveDirectory("/data/in")))
	y.within(20*time.Second, "it counts as traffic", func() error {
		now, err := p.Deployment(y.Context())
		if err == nil && now.TrafficMiB < before.TrafficMiB+10 {
			err = fmt.Errorf("%d MiB, %d before", now.TrafficMiB, before.TrafficMiB)
		}
		return err
	})

	began := time.Now()
	status, b, err := p.Do(y.Context(), "POST", p.API("stop"), nil)
	if err != nil || status != http.StatusOK {
		t.Fatalf("stop: %d %s %v", status, b, err)
	}
	if files.Wait(); time.Since(began) > 10*time.Second {
		t.Errorf("it went on for %s", time.Since(began))
	}
}
