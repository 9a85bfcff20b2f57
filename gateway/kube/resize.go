package kube

import (
	"context"
	"fmt"
	"strconv"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/manifest"
)

// goesOn tells whether what runs of a service is left alone though its order may have more now: the fences have moved,
// and the pod takes what it may with its next start. One that has more than it may is replaced, since it would hold what
// the node sells to others.
func (c *Cluster) goesOn(ctx context.Context, p plan, s manifest.Service) (bool, error) {
	d, err := c.client.AppsV1().Deployments(p.namespace()).Get(ctx, s.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("kube: deployment %s: %w", s.Name, err)
	}
	if d.Spec.Replicas != nil && *d.Spec.Replicas == 0 {
		return false, nil // it comes out of quarantine
	}
	t := d.Spec.Template
	if t.Annotations[noteRevision] != strconv.FormatUint(p.Revision, 10) || t.Annotations[noteRestart] != strconv.FormatUint(p.Restart, 10) || len(t.Spec.Containers) != 1 {
		return false, nil
	}
	may, less := *container(p, s).Resources.Limits, false
	for name, has := range t.Spec.Containers[0].Resources.Limits {
		switch limit := may[name]; has.Cmp(limit) {
		case 1:
			return false, nil
		case -1:
			less = true
		}
	}
	return less || len(may) > len(t.Spec.Containers[0].Resources.Limits), nil
}
