package verdict

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/shared/wire"
)

// machineNames are what no user is told.
var machineNames = []string{"gpu-rack-7", "51.15.1.7"}

func TestTranslate(t *testing.T) {
	for _, c := range []struct {
		kind, reason, message string
		code                  string // empty: nothing is told
		bad                   bool
		text                  string
		figures               map[string]string
	}{
		{"Pod", "Scheduled", "Successfully assigned berth-abcdef01-123456-42/web-5d9f4c7b-x7kqp to gpu-rack-7", "", false, "", nil},
		{"Pod", "FailedScheduling", "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {owner: acme}, 2 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: 3 Insufficient memory.", wire.HappenedNoPlace, true, "it waits: not enough CPU, and not enough GPUs", map[string]string{"why": "not enough CPU, and not enough GPUs"}},
		{"Pod", "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.", wire.HappenedNoPlace, true, "not enough CPU", map[string]string{"why": "not enough CPU"}},
		{"Pod", "FailedScheduling", "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found", "", false, "", nil},
		{"Pod", "FailedScheduling", "0/1 nodes are available: 1 node(s) had untolerated taint {owner: acme}.", wire.HappenedNoPlace, true, "none is free", nil},
		{"Pod", "Pulling", `Pulling image "ghcr.io/example/web:1.2"`, wire.HappenedPulling, false, "ghcr.io/example/web:1.2", map[string]string{"image": "ghcr.io/example/web:1.2"}},
		{"Pod", "Pulled", `Successfully pulled image "nginx" in 1.2s (1.2s including waiting). Image size: 42 bytes.`, wire.HappenedFetched, false, "in 1 s: nginx, 1 MiB", map[string]string{"image": "nginx", "took": "1", "sizeMiB": "1"}},
		{"Pod", "Pulled", `Successfully pulled image "x/y" in 3.25s (1m12.6s including waiting). Image size: 503316480 bytes.`, wire.HappenedFetched, false, "x/y", map[string]string{"image": "x/y", "took": "73", "sizeMiB": "480"}},
		{"Pod", "Pulled", `Successfully pulled image "x/y" in 3.25s`, wire.HappenedPulled, false, "x/y", nil},
		{"Pod", "Pulled", `Successfully pulled image "x/y" in 3.25s (9999999999h including waiting). Image size: 5 bytes.`, wire.HappenedPulled, false, "x/y", nil},
		{"Pod", "Pulled", `Container image "nginx" already present on machine`, wire.HappenedPulled, false, "nginx", map[string]string{"image": "nginx"}},
		{"Pod", "Failed", `Failed to pull image "x/y:1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/x/y:1": failed to resolve reference "docker.io/x/y:1": docker.io/x/y:1: not found`, wire.HappenedNoImage, true, "the image x/y:1 is not found", map[string]string{"image": "x/y:1", "why": "the image x/y:1 is not found in its registry; check its name and tag"}},
		{"Pod", "Failed", `Failed to pull image "r.test/y": rpc error: code = Unknown desc = failed to do request: Head "https://10.4.5.6:5000/v2/y": dial tcp 10.4.5.6:5000: connect: no route via /var/lib/containerd/x`, wire.HappenedNoImage, true, "cannot be had", nil},
		{"Pod", "Failed", "Error: ErrImagePull", "", false, "", nil},
		{"Pod", "Failed", "Error: ImagePullBackOff", "", false, "", nil},
		{"Pod", "BackOff", "Back-off restarting failed container web in pod web-5d9f4c7b-x7kqp_berth-abcdef01-123456-42(4e0e4254-a876-4887-80b7-5cee32bdf694)", "", false, "", nil},
		{"Pod", "Failed", `Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/nope": stat /bin/nope: no such file or directory: unknown`, wire.HappenedOther, true, `it cannot be started: exec: "/bin/nope": stat /bin/nope: no such file or directory`, nil},
		{"Pod", "Failed", "Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: failed to set MOUNT_ATTR_IDMAP on /data: invalid argument (maybe the filesystem used doesn't support idmap mounts on this kernel?)", wire.HappenedUnmapped, true, "idmapped mounts", nil},
		{"Pod", "FailedCreatePodSandBox", "Failed to create pod sandbox: can't set `spec.HostUsers: false`, runtime does not support user namespaces", wire.HappenedUnmapped, true, "user namespace", nil},
		{"Pod", "Failed", "Failed to pull image \"idmap/x\": not found", wire.HappenedNoImage, true, "idmap/x", nil},
		{"Pod", "Failed", "Error: container has runAsNonRoot and image will run as root (pod: \"web\")", wire.HappenedOther, true, "its image runs as root", nil},
		{"Pod", "Failed", `Error: failed to reserve container name "web_web-5d9f4c7b-x7kqp_berth-abcdef01-123456-42_4e0e4254-a876-4887-80b7-5cee32bdf694_0"`, wire.HappenedOther, true, "it cannot be started", nil},
		{"Pod", "Unhealthy", "Readiness probe failed: dial tcp 10.244.0.7:8080: connect: connection refused", wire.HappenedUnhealthy, true, "readiness check: dial tcp port 8080: connect: connection refused", map[string]string{"probe": "readiness", "why": "dial tcp port 8080: connect: connection refused"}},
		{"Pod", "Unhealthy", `Liveness probe failed: Get "http://[fd00::7]:8080/healthz": context deadline exceeded`, wire.HappenedUnhealthy, true, `Get "http://port 8080/healthz"`, nil},
		{"Pod", "Unhealthy", "Startup probe failed: HTTP probe failed with statuscode: 500", wire.HappenedUnhealthy, true, "startup check: HTTP probe failed with statuscode: 500", nil},
		{"Pod", "Killing", "Stopping container web", wire.HappenedKilled, false, "told to end", nil},
		{"Pod", "Killing", "Container web failed liveness probe, will be restarted", wire.HappenedKilled, true, "failed its check", nil},
		{"Pod", "Evicted", "The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Mi. Container web was using 1Gi, request is 0", wire.HappenedEvicted, true, "short of memory", map[string]string{"why": "the machine was short of memory"}},
		{"Pod", "Evicted", "Pod ephemeral local storage usage exceeds the total limit of containers 64Mi. ", wire.HappenedOverflow, true, "wrote more than its 64 MiB outside of its volumes, and was started anew", map[string]string{"mib": "64"}},
		{"Pod", "Evicted", "Container web exceeded its local ephemeral storage limit \"20480Mi\". ", wire.HappenedOverflow, true, "wrote more than its 20480 MiB", map[string]string{"mib": "20480"}},
		{"Pod", "Evicted", "Usage of EmptyDir volume \"temp-0\" exceeds the limit \"16Mi\". ", wire.HappenedEvicted, true, "the 16 MiB of a temporary folder", nil},
		{"Pod", "TaintManagerEviction", "Marking for deletion Pod berth-abcdef01-123456-42/web-5d9f4c7b-x7kqp", wire.HappenedEvicted, true, "emptied", nil},
		{"Pod", "TaintManagerEviction", "Cancelling deletion of Pod x/y", "", false, "", nil},
		{"Pod", "FailedMount", `MountVolume.SetUp failed for volume "pvc-1" : hostPath /srv/acme is not there on gpu-rack-7`, wire.HappenedNoDisk, true, "cannot be attached", nil},
		{"Pod", "FailedAttachVolume", `Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) web-5d9f4c7b-x7kqp`, wire.HappenedNoDisk, true, "not let go", nil},
		{"Pod", "NodeNotReady", "Node is not ready", wire.HappenedOther, true, "its machine does not answer", nil},
		{"Pod", "FailedPostStartHook", "PostStartHook failed on gpu-rack-7", wire.HappenedOther, true, "the cluster says: failed post start hook", nil},
		{"Pod", "Greeting", "hello, world", wire.HappenedOther, true, "hello, world", nil},
		{"Pod", "Plan\nB<b>", "see namespace acme-billing", wire.HappenedOther, true, "the cluster says: plan bb", nil},
		{"ReplicaSet", "SuccessfulCreate", "Created pod: web-5d9f4c7b-x7kqp", "", false, "", nil},
		{"ReplicaSet", "FailedCreate", `Error creating: pods "web-5d9f4c7b-x7kqp" is forbidden: exceeded quota: berth, requested: limits.cpu=2, used: limits.cpu=0, limited: limits.cpu=1`, wire.HappenedQuota, true, "requested: limits.cpu=2", map[string]string{"why": "requested: limits.cpu=2, used: limits.cpu=0, limited: limits.cpu=1"}},
		{"ReplicaSet", "FailedCreate", `Error creating: Internal error occurred: failed calling webhook "x.acme.internal": Post "https://10.1.2.3:443/": EOF`, wire.HappenedOther, true, "the cluster refuses to make its process", nil},
		{"Deployment", "ScalingReplicaSet", "Scaled up replica set web-5d9f to 1", "", false, "", nil},
		{"PersistentVolumeClaim", "ProvisioningSucceeded", "Successfully provisioned volume pvc-1", wire.HappenedDisk, false, "its disk is there", nil},
		{"PersistentVolumeClaim", "ProvisioningFailed", "storageclass acme-ssd not found", wire.HappenedNoDisk, true, "gives none now", nil},
		{"PersistentVolumeClaim", "WaitForFirstConsumer", "waiting", "", false, "", nil},
		{"Namespace", "Anything", "x", "", false, "", nil},
	} {
		t.Run(c.kind+" "+c.reason, func(t *testing.T) {
			h, ok := Translate(c.kind, c.reason, c.message, true, machineNames)
			if ok != (c.code != "") || h.Code != c.code || ok && h.Bad != c.bad || !strings.Contains(h.Text, c.text) {
				t.Fatalf("got %+v", h)
			}
			for k, v := range c.figures {
				if h.Figures[k] != v {
					t.Errorf("%s is %q, want %q", k, h.Figures[k], v)
				}
			}
			leaks(t, h)
		})
	}
}

// leaks fails where a happening has what is the operator's business.
func leaks(t *testing.T, h wire.Happening) {
	t.Helper()
	raw, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"gpu-rack", "51.15", "10.4.5", "10.1.2", "10.244", "fd00", "berth-abcdef01", "acme", "containerd", "/var/lib", "4e0e4254", "web-5d9f4c7b-x7kqp", "taint"} {
		if strings.Contains(string(raw), s) {
			t.Errorf("it says %q: %s", s, raw)
		}
	}
}

// Whatever a kubelet says of whatever kind, nothing of the operator's is told.
func TestNothingLeaks(t *testing.T) {
	const all = `on gpu-rack-7 (51.15.1.7, 10.4.5.6:443, fd00::1, [fd00::7]:80) pod berth-abcdef01-123456-42/web-5d9f4c7b-x7kqp uid 4e0e4254-a876-4887-80b7-5cee32bdf694 in /var/lib/kubelet/pods/x`
	for _, kind := range []string{"Pod", "ReplicaSet", "PersistentVolumeClaim", "Node"} {
		for reason := range noise {
			if h, ok := Translate(kind, reason, all, true, machineNames); ok {
				t.Errorf("%s %s: %+v", kind, reason, h)
			}
		}
		for _, reason := range []string{"FailedScheduling", "Pulling", "Pulled", "Failed", "InspectFailed", "BackOff", "Unhealthy", "Killing", "Evicted", "Preempted", "FailedMount", "FailedCreatePodSandBox", "FailedCreate", "ProvisioningFailed", "New"} {
			for _, prefix := range []string{"", `image "x/y" `, "Liveness probe failed: ", "Error: ", "unable to start container process: ", "exceeded quota: berth, ", "violates PodSecurity "} {
				h, ok := Translate(kind, reason, prefix+all, true, machineNames)
				if !ok {
					continue
				}
				raw, _ := json.Marshal(h)
				for _, s := range []string{"gpu-rack", "51.15", "10.4.5", "fd00", "berth-abcdef01", "web-5d9f4c7b", "4e0e4254", "/var/lib/kubelet"} {
					if strings.Contains(string(raw), s) {
						t.Errorf("%s %s: it says %q: %s", kind, reason, s, raw)
					}
				}
			}
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"connection refused":                              "connection refused",
		"at 12:30:45 nothing, version 1.2.3":              "at 12:30:45 nothing, version 1.2.3",
		"dial tcp 10.0.0.1:80: x":                         "dial tcp port 80: x",
		"from 192.168.1.1 to 2001:db8::1":                 "from … to …",
		"lookup db.acme.svc.cluster.local on ip-10-1-2-3": "lookup … on …",
		"a\nb\tc":                     "a b c",
		"/var/lib/postgresql is mine": "/var/lib/postgresql is mine",
	} {
		if got := clean(in, nil); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzTranslate(f *testing.F) {
	f.Add("Pod", "Failed", `Failed to pull image "x": y`)
	f.Add("ReplicaSet", "FailedCreate", "exceeded quota: berth, x")
	f.Fuzz(func(t *testing.T, kind, reason, message string) {
		h, ok := Translate(kind, reason, message, true, machineNames)
		if ok && (h.Code == "" || h.Text == "") {
			t.Errorf("%+v", h)
		}
		for _, s := range append([]string{h.Text}, h.Figures["why"], h.Figures["image"]) {
			if len(s) > 1000 || strings.Contains(s, "gpu-rack-7") {
				t.Errorf("%q", s)
			}
		}
	})
}

// TestOfStatus: what a pod's status tells, each thing once and in its order.
func TestOfStatus(t *testing.T) {
	base := metav1.NewTime(time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC))
	at := func(s int) metav1.Time { return metav1.NewTime(base.Add(time.Duration(s) * time.Second)) }
	pod := func(st corev1.ContainerStatus) *corev1.Pod {
		st.Name = "web"
		return &corev1.Pod{Status: corev1.PodStatus{
			Conditions:        []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionTrue, LastTransitionTime: base}},
			ContainerStatuses: []corev1.ContainerStatus{st},
		}}
	}
	running := func(id string, from int) corev1.ContainerState {
		return corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: at(from)}}
	}
	over := func(id string, from, to int, code int32, reason string) corev1.ContainerState {
		return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ContainerID: id, StartedAt: at(from), FinishedAt: at(to), ExitCode: code, Reason: reason}}
	}
	loop := corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff", Message: "back-off 1m20s restarting failed container=web pod=x"}}
	var told Told
	var got []string
	for _, st := range []corev1.ContainerStatus{
		{},
		{ContainerID: "a", State: running("a", 1)},
		{ContainerID: "a", State: running("a", 1)},
		{ContainerID: "a", State: over("a", 1, 5, 3, "Error")},
		{ContainerID: "a", State: loop, LastTerminationState: over("a", 1, 5, 3, "Error"), RestartCount: 1},
		{ContainerID: "a", State: loop, LastTerminationState: over("a", 1, 5, 3, "Error"), RestartCount: 1},
		// b was never seen running
		{ContainerID: "c", State: running("c", 30), LastTerminationState: over("b", 10, 20, 137, "OOMKilled"), RestartCount: 2},
		{ContainerID: "c", State: over("c", 30, 40, 0, "Completed"), LastTerminationState: over("b", 10, 20, 137, "OOMKilled"), RestartCount: 2},
	} {
		for _, h := range OfStatus(pod(st), "web", &told) {
			s := fmt.Sprint(h.Code, "@", int(h.At.Sub(base.Time).Seconds()))
			for _, k := range []string{"code", "pause"} {
				if v := h.Figures[k]; v != "" {
					s += "=" + v
				}
			}
			if h.Bad {
				s += "!"
			}
			got = append(got, s)
		}
	}
	want := []string{"placed@0", "process-began@1", "process-ended@5=3!", "crash-loop@5=80!", "process-began@10", "out-of-memory@20!", "process-began@30", "process-ended@40=0"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// TestHappeningsAreBounded: thousands of events of one kind tell a few times, and hide no other kind; another realm's and
