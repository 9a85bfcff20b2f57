package gateway

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"berth/e2e/rig/s3test"
	"berth/shared/problem"
	"berth/shared/wire"
)

// TestBackup: what a service has stored is in its user's bucket, and from there on the disk of an order with another gateway. What
// happened stands in the order's diary; secrets and keys are in no answer.
func TestBackup(t *testing.T) {
	s := s3test.Start(t, "..", "bucket")
	t.Cleanup(s3test.Clean)
	me, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	from, to := newWorld(t), newWorld(t)
	from.start()
	to.start()
	id, bearer, at := from.serving(notesManifest, "notes")
	from.note(at, "kept elsewhere")
	other, otherBearer, otherAt := to.serving(notesManifest, "notes")
	disk := from.disks(id, bearer).Disks[0].Name

	base := "/v1/orders/" + id.String() + "/backup"
	plan := wire.BackupPlan{
		Every: wire.BackupDaily, Recipients: []string{me.Recipient().String()}, Keep: wire.BackupKeep{Newest: 2},
		Bucket: wire.Bucket{Endpoint: s.Endpoint, Bucket: "bucket", AccessKey: s3test.AccessKey, Secret: "wrong", PathStyle: true},
	}
	if _, p := from.call("PUT", base, bearer, plan, nil); p == nil || p.Field != "bucket.secret" || p.Figures["fault"] != string(wire.FaultSecret) {
		t.Fatalf("a wrong secret: %+v", p)
	}
	plan.Bucket.Secret = s3test.Secret
	if _, p := from.call("PUT", base, bearer, plan, nil); p != nil {
		t.Fatal(p)
	}
	if _, p := from.call("POST", base+"/run", bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	var b wire.Backup
	within(t, 20*time.Second, "it is backed up", func() bool {
		b = wire.Backup{}
		if _, p := from.call("GET", base, bearer, nil, &b); p != nil {
			t.Fatal(p)
		}
		return b.Doing == nil && b.Last != nil
	})
	if b.Last.Fault != "" || b.Good == nil || b.Next.IsZero() {
		t.Fatalf("%+v", b.Last)
	}
	if objects, err := filepath.Glob(filepath.Join(s.Root, "bucket", b.Good.Path, "*")); err != nil || len(objects) != 2 {
		t.Errorf("in the bucket: %v, %v", objects, err)
	}

	// Onto another gateway's order.
	elsewhere := "/v1/orders/" + other.String()
	var found wire.Backups
	if _, p := to.call("POST", elsewhere+"/backups", otherBearer, wire.BackupSearch{Bucket: &plan.Bucket}, &found); p != nil || len(found.Backups) != 1 {
		t.Fatalf("%+v, %v", found, p)
	}
	req := wire.BackupRestore{Bucket: &plan.Bucket, Path: found.Backups[0].Path, Disks: map[string]string{disk: disk}, Identity: me.String()}
	if _, p := to.call("POST", elsewhere+"/backup/restore", otherBearer, req, nil); p != nil {
		t.Fatal(p)
	}
	within(t, 30*time.Second, "it is restored", func() bool {
		var x wire.Backup
		if _, p := to.call("GET", elsewhere+"/backup", otherBearer, nil, &x); p != nil {
			t.Fatal(p)
		}
		if x.Last != nil && x.Last.Fault != "" {
			t.Fatalf("%+v", x.Last)
		}
		return x.Last != nil && x.Doing == nil
	})
	within(t, 20*time.Second, "the service there has it", func() bool {
		code, page := to.visit(otherAt + "/")
		return code == 200 && strings.Contains(page, "kept elsewhere")
	})

	// Diary and answers.
	_, events := from.raw("GET", "http://"+from.domain+"/v1/orders/"+id.String()+"/events", bearer, nil)
	if !strings.Contains(string(events), wire.HappenedBackup) {
		t.Errorf("the diary has %s", events)
	}
	for _, path := range []string{base, "/v1/orders/" + id.String() + "/events", "/v1/orders/" + id.String() + "/disks"} {
		if _, raw := from.raw("GET", "http://"+from.domain+path, bearer, nil); strings.Contains(string(raw), s3test.Secret) || strings.Contains(string(raw), "AGE-SECRET") {
			t.Errorf("%s tells a secret: %s", path, raw)
		}
	}
	// With another's token there is nothing.
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		if _, p := from.call(method, base, otherBearer, plan, nil); p == nil || p.Status != 401 && p.Code != problem.NotYours {
			t.Errorf("%s with another's token: %+v", method, p)
		}
	}
	if _, p := from.call("DELETE", base, bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	var none wire.Backup
	if _, p := from.call("GET", base, bearer, nil, &none); p != nil || none.Plan != nil {
		t.Errorf("%+v, %v", none, p)
	}
}
