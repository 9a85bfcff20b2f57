package kube

import (
	"fmt"
	"math"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/shared/resource"
	"berth/shared/wire"
)

// judge tells how far a service is, from its Deployment and the pod of its present revision, which may be nil.
func judge(d *appsv1.Deployment, p *corev1.Pod) (wire.Phase, string) {
	if p == nil {
		for _, c := range d.Status.Conditions {
			if c.Type == appsv1.DeploymentReplicaFailure && c.Status == corev1.ConditionTrue {
				return wire.PhaseFailed, "the cluster refuses it: " + clip(c.Message)
			}
		}
		return wire.PhaseScheduled, "waiting for a place"
	}
	for _, c := range p.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionFalse {
			return wire.PhaseScheduled, "waiting for a place: " + clip(c.Message)
		}
	}
	for _, c := range p.Status.ContainerStatuses {
		if c.Ready {
			return wire.PhaseReady, "answers on its port"
		}
		if w := c.State.Waiting; w != nil {
			switch w.Reason {
			case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
				return wire.PhaseFailed, "the image cannot be had: " + clip(w.Message)
			case "CrashLoopBackOff", "RunContainerError", "CreateContainerError", "CreateContainerConfigError":
				return wire.PhaseFailed, "it does not start: " + clip(last(c, w.Message))
			}
			return wire.PhasePulling, "getting " + clip(c.Image)
		}
		if t := c.State.Terminated; t != nil {
			return wire.PhaseFailed, ended(t)
		}
		return wire.PhaseStarting, "running, not answering yet"
	}
	return wire.PhaseScheduled, "placed"
}

// last is how a container ended before, where that is known, else what the cluster says.
func last(c corev1.ContainerStatus, message string) string {
	if t := c.LastTerminationState.Terminated; t != nil {
		return ended(t)
	}
	return message
}

func ended(t *corev1.ContainerStateTerminated) string {
	if t.Reason == "OOMKilled" {
		return "it needed more memory than the order has"
	}
	return fmt.Sprintf("it ended with exit code %d", t.ExitCode)
}

func clip(s string) string {
	if len(s) > 300 {
		return s[:300] + "…"
	}
	return s
}

// allocatable is what the ready nodes that take pods can give in all.
func allocatable(nodes []corev1.Node) resource.Resources {
	var cpu, memory, disk, gpu int64
	for _, n := range nodes {
		if n.Spec.Unschedulable || !ready(n) {
			continue
		}
		a := n.Status.Allocatable
		cpu += a.Cpu().MilliValue()
		memory += a.Memory().Value() >> 20
		disk += a.StorageEphemeral().Value() >> 20
		if q, ok := a[gpuName]; ok {
			gpu += q.Value()
		}
	}
	r := resource.Resources{
		CPUMilli: uint32(min(cpu, math.MaxUint32)), MemoryMiB: uint32(min(memory, math.MaxUint32)), DiskMiB: uint32(min(disk, math.MaxUint32)),
		TrafficMiB: resource.MaxTraffic, GPU: uint16(min(gpu, math.MaxUint16)),
	}
	return r
}

func ready(n corev1.Node) bool {
	for _, c := range n.Status.Conditions {
		if c.Type == corev1.NodeReady {
			return c.Status == corev1.ConditionTrue
		}
	}
	return false
}
