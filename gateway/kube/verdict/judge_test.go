package verdict

import (
	"strings"
	"testing"
	"unicode/utf8"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/shared/wire"
)

func TestJudge(t *testing.T) {
	status := func(c corev1.ContainerStatus) *corev1.Pod {
		return &corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{c}}}
	}
	waits := func(reason, message string) *corev1.Pod {
		return status(corev1.ContainerStatus{Image: "x", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}})
	}
	crash := func(t corev1.ContainerStateTerminated) *corev1.Pod {
		return status(corev1.ContainerStatus{
			RestartCount: 2, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff"}},
			LastTerminationState: corev1.ContainerState{Terminated: &t},
		})
	}
	refused := func(message string) *appsv1.Deployment {
		return &appsv1.Deployment{Status: appsv1.DeploymentStatus{Conditions: []appsv1.DeploymentCondition{{
			Type: appsv1.DeploymentReplicaFailure, Status: corev1.ConditionTrue, Message: message,
		}}}}
	}
	const overQuota = `pods "web-1" is forbidden: exceeded quota: berth, requested: limits.cpu=2, used: limits.cpu=0, limited: limits.cpu=1`
	one := &appsv1.Deployment{}
	for _, c := range []struct {
		name   string
		d      *appsv1.Deployment
		p      *corev1.Pod
		ending bool
		phase  wire.Phase
		text   string
	}{
		{"no pod yet", one, nil, false, wire.PhaseScheduled, "waiting for a place"},
		{"over quota", refused(overQuota), nil, false, wire.PhaseFailed, "more than the order has: berth, requested: limits.cpu=2"},
		{"over quota beside the old one", refused(overQuota), nil, true, wire.PhaseScheduled, "until the old one has ended"},
		{"too many rights", refused(`pods "a" is forbidden: violates PodSecurity "restricted:latest": privileged`), nil, true, wire.PhaseFailed, `rights that nobody has here: "restricted:latest": privileged`},
		{"no room", one, &corev1.Pod{Status: corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "0/1 nodes are available: 1 node(s) had untolerated taint {owner: acme}, 1 Insufficient memory."}}}}, false, wire.PhaseScheduled, "has room for it now; it waits: not enough memory"},
		{"placed", one, &corev1.Pod{}, false, wire.PhaseScheduled, "placed"},
		{"pulling", one, waits("ContainerCreating", ""), false, wire.PhasePulling, "getting x"},
		{"no image", one, waits("ErrImagePull", `rpc error: failed to resolve reference "docker.io/x": docker.io/x: not found`), false, wire.PhaseFailed, "the image x is not found"},
		{"private image", one, waits("ErrImagePull", "unexpected status: 401 Unauthorized"), false, wire.PhaseFailed, "it is private, or it does not exist"},
		{"silent registry", one, waits("ErrImagePull", "dial tcp: lookup r.test: no such host"), false, wire.PhaseFailed, "the image x cannot be had: check its name and tag"},
		{"a private image of a tenant's registry", one, &corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{Image: "r.example.org/x", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ErrImagePull", Message: "401 Unauthorized"}}}}}}, false, wire.PhaseFailed, "check its name and tag"},
		{"root", one, waits("CreateContainerConfigError", "container has runAsNonRoot and image will run as root"), false, wire.PhaseFailed, "its image runs as root"},
		{"out of memory", one, crash(corev1.ContainerStateTerminated{Reason: "OOMKilled", ExitCode: 137}), false, wire.PhaseFailed, "3 times so far: it needed more memory"},
		{"a process of it out of memory", one, crash(corev1.ContainerStateTerminated{Reason: "OOMKilled"}), false, wire.PhaseFailed, "exit code 0"},
		{"no idmapped mounts", one, waits("RunContainerError", "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: failed to set MOUNT_ATTR_IDMAP on /data: invalid argument (maybe the filesystem used doesn't support idmap mounts on this kernel?)"), false, wire.PhaseFailed, "takes no idmapped mounts"},
		{"evicted, and ended well", one, &corev1.Pod{Spec: corev1.PodSpec{RestartPolicy: corev1.RestartPolicyAlways}, Status: corev1.PodStatus{Phase: corev1.PodSucceeded, ContainerStatuses: []corev1.ContainerStatus{{State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "OOMKilled"}}}}}}, false, wire.PhaseFailed, "its machine ended it"},
		{"crash loop", one, crash(corev1.ContainerStateTerminated{Reason: "Error", ExitCode: 2, Message: "one\ntwo\n\nthree\nfour\n"}), false, wire.PhaseFailed, "code 2; its last lines: two | three | four"},
		{"evicted", one, &corev1.Pod{Status: corev1.PodStatus{Phase: corev1.PodFailed, Reason: "Evicted", Message: "Pod ephemeral local storage usage exceeds the total limit of containers 64Mi."}}, false, wire.PhaseFailed, "wrote more than its 64 MiB outside of its volumes"},
		{"running", one, status(corev1.ContainerStatus{State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}), false, wire.PhaseStarting, "not answering"},
		{"ready", one, status(corev1.ContainerStatus{Ready: true}), false, wire.PhaseReady, "answers"},
		{"ended", one, status(corev1.ContainerStatus{State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 2}}}), false, wire.PhaseFailed, "code 2"},
		{"no disk yet", one, &corev1.Pod{Status: corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found"}}}}, false, wire.PhaseScheduled, "waiting for its disk"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if phase, text := judge(c.d, c.p, c.ending); phase != c.phase || !strings.Contains(string(text), c.text) {
				t.Errorf("got %s %q, want %s %q", phase, text, c.phase, c.text)
			}
		})
	}
}

func TestClip(t *testing.T) {
	for _, s := range []string{strings.Repeat("é", 200), "a\xff" + strings.Repeat("日本", 60)} {
		if got := Clip(s); !utf8.ValidString(got) || len(got) > 310 {
			t.Errorf("Clip(%q) = %q", s, got)
		}
	}
}

func TestJudgeReplicas(t *testing.T) {
	three := int32(3)
	d := &appsv1.Deployment{Spec: appsv1.DeploymentSpec{Replicas: &three}}
	pod := func(ready bool) *corev1.Pod {
		return &corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{Ready: ready, State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}}}}
	}
	for _, c := range []struct {
		pods []*corev1.Pod
		want wire.Phase
	}{
		{nil, wire.PhaseScheduled}, {[]*corev1.Pod{pod(true), pod(true)}, wire.PhaseScheduled},
		{[]*corev1.Pod{pod(true), pod(false), pod(true)}, wire.PhaseStarting}, {[]*corev1.Pod{pod(true), pod(true), pod(true)}, wire.PhaseReady},
	} {
		if got, _ := Of(d, c.pods, false); got != c.want {
			t.Errorf("%d pods: got %s, want %s", len(c.pods), got, c.want)
		}
	}
}
