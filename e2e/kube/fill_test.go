package kube

import (
	"fmt"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/wire"
)

// seeded is a file for an image that starts as root and has files of another user's where its volume goes.
const seeded = `services:
  web:
    image: berth/seeded
    ports: ["8080"]
    volumes: ["data:/seed"]
volumes: {data: {}}
`

// prepared is one for a pod whose processes before the service are root and write to its disk and to a folder that they share.
const prepared = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers:
        - name: first
          image: berth/seeded
          command: [/bin/sh, -c, "echo made > /etc/made && id -u > /data/first && cat /proc/self/uid_map > /shared/map"]
          volumeMounts: [{name: data, mountPath: /data}, {name: shared, mountPath: /shared}]
        - name: second
          image: berth/seeded
          command: [/bin/sh, -c, "cat /data/first /data/first > /data/second"]
          volumeMounts: [{name: data, mountPath: /data}]
      containers:
        - name: web
          image: berth/seeded
          ports: [{containerPort: 8080}]
          volumeMounts: [{name: data, mountPath: /data}, {name: shared, mountPath: /shared}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: made}}
        - {name: shared, emptyDir: {sizeLimit: 8Mi}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: made}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 32Mi}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8080}]}
`

// TestFilledAndPreparedAsRoot: in a user namespace of its own a pod's volume is filled with what the image has, owners and modes too,
// by the helper's program; what runs before the service is root there, and nobody on the machine.
func TestFilledAndPreparedAsRoot(t *testing.T) {
	y := newYard(t, 1, time.Hour, append([]string{"--helper-image", "berth/fill"}, rooted...)...)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	for _, f := range [][2]string{{"compose", seeded}, {"kubernetes", prepared}} {
		y.within(60*time.Second, f[0]+" would run as root", func() error {
			c, err := p.plan(y, f[0], f[1])
			if err == nil && (!c.OK || c.Services[0].Isolation != string(manifest.Rooted)) {
				err = fmt.Errorf("%+v", c)
			}
			return err
		})
	}
	deploy := func(revision uint64, format, file string) {
		t.Helper()
		began := time.Now()
		y.within(60*time.Second, "it is deployed", func() error { return p.send(y.Context(), revision, format, file) })
		y.within(90*time.Second, "it is ready", func() error { return y.at(p, revision) })
		t.Logf("%s: ready after %s", format, time.Since(began).Round(100*time.Millisecond))
	}
	apart := func() {
		t.Helper()
		list, err := y.kube.CoreV1().Pods(y.namespace(p.ID)).List(y.Context(), metav1.ListOptions{LabelSelector: y.selector()})
		y.must(err)
		for _, x := range list.Items {
			if x.DeletionTimestamp == nil && x.Status.Phase == corev1.PodRunning && (x.Spec.HostUsers == nil || *x.Spec.HostUsers) {
				t.Errorf("pod %s has the machine's users", x.Name)
			}
		}
	}
	deploy(1, "compose", seeded)
	ns := y.namespace(p.ID)
	apart()
	const owners = `stat -c '%u %g %a %n' /seed/config; stat -c '%u %F' /seed/link; stat -c '%u %a' /seed; cat /seed/link`
	y.within(30*time.Second, "the volume has what the image has", y.says(ns, owners, "999 999 600 /seed/config\n999 symbolic link\n999 750\nbegun"))
	_, err := y.sh(ns, "echo mine > /seed/config; sync")
	y.must(err)
	y.must(p.Power(y.Context(), "restart"))
	y.within(60*time.Second, "what was written stays, and is not filled over", y.says(ns, "cat /seed/config; stat -c %u /seed/config", "mine\n999"))

	deploy(2, "kubernetes", prepared)
	apart()
	y.within(30*time.Second, "what ran before was root", y.says(ns, "cat /data/first /data/second", "0\n0\n0"))
	users, err := y.sh(ns, "cat /shared/map")
	y.must(err)
	if words := strings.Fields(users); len(words) < 3 || words[0] != "0" || words[1] == "0" {
		t.Errorf("root there is %q on the machine", users)
	}
	if d, err := p.Deployment(y.Context()); err != nil || d.Phase != wire.PhaseReady {
		t.Errorf("%+v, %v", d, err)
	}
}
