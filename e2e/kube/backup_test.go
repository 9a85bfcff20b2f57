package kube

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"berth/e2e/rig/s3test"
	"berth/shared/resource"
	"berth/shared/wire"
)

// TestBackups: a disk on the cluster, of a service that starts as root and becomes somebody else, is backed up into a bucket behind TLS by
// its plan's first run and when the user says so, encrypted for the user alone, and put back; the service goes on with what was put back.
func TestBackups(t *testing.T) {
	c := s3test.NewCertificate(t, "127.0.0.1", time.Now().Add(time.Hour))
	s := s3test.StartTLS(t, filepath.Join("..", ".."), c, "bucket")
	t.Cleanup(s3test.Clean)
	t.Setenv("SSL_CERT_FILE", c.File) // what the gateway trusts
	me, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	y := newYard(t, 1, time.Hour, append([]string{"--helper-image", "berth/fill", "--backup-servers", s.Host}, rooted...)...)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	starts := p.official(y)

	plan := wire.BackupPlan{
		Every: wire.BackupHourly, Recipients: []string{me.Recipient().String()}, Stop: true, Keep: wire.BackupKeep{Newest: 5},
		Bucket: wire.Bucket{Endpoint: s.Endpoint, Bucket: "bucket", AccessKey: s3test.AccessKey, Secret: s3test.Secret, PathStyle: true},
	}
	y.must(p.ask(y, "PUT", "backup", plan, nil))
	backup := func(n int) (b wire.Backup) {
		began := time.Now()
		y.must(p.ask(y, "POST", "backup/run", nil, nil))
		y.within(2*time.Minute, "a backup", func() error {
			b = wire.Backup{}
			if err := p.ask(y, "GET", "backup", nil, &b); err != nil {
				return err
			}
			if b.Doing != nil || b.Last == nil {
				return errors.New("not yet")
			}
			if b.Last.Fault != "" {
				t.Fatalf("%+v", b.Last)
			}
			return nil
		})
		t.Logf("a backup of %d bytes took %s", b.Good.Bytes, time.Since(began).Round(100*time.Millisecond))
		y.within(60*time.Second, "it has started again", starts(n))
		return b
	}
	first := backup(2)
	y.within(5*time.Second, "the next second, which is the name of the next one", func() error {
		if time.Since(first.Last.Began) < 1100*time.Millisecond {
			return errors.New("not yet")
		}
		return nil
	})
	backup(3)

	sealed, err := os.ReadFile(filepath.Join(s.Root, "bucket", first.Good.Path, "data.tar.zst.age"))
	y.must(err)
	plain, err := age.Decrypt(bytes.NewReader(sealed), me)
	y.must(err)
	if n, err := io.Copy(io.Discard, plain); err != nil || n == 0 {
		t.Fatalf("%d bytes decrypted: %v", n, err)
	}

	y.must(p.ask(y, "POST", "backup/restore", wire.BackupRestore{Path: first.Good.Path, Disks: map[string]string{"data": "data"}, Identity: me.String()}, nil))
	y.within(2*time.Minute, "the restore", func() error {
		var b wire.Backup
		if err := p.ask(y, "GET", "backup", nil, &b); err != nil {
			return err
		}
		if b.Doing != nil || b.Last == nil || b.Last.Kind != wire.KindRestore {
			return errors.New("not yet")
		}
		if b.Last.Fault != "" {
			t.Fatalf("%+v", b.Last)
		}
		return nil
	})
	// The backup is of after its first start.
	y.within(60*time.Second, "it goes on with what was put back", starts(2))
}
