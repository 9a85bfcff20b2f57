package build

import (
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
)

// bound is the name of the role that a gateway has in each of its orders' namespaces, and of what gives it to it there.
const bound = "berth-gateway-order"

// Binding gives a gateway's service account its rights in an order's namespace, where role.yaml gives it nearly none.
type Binding struct {
	Head
	RoleRef  rbacv1.RoleRef   `json:"roleRef"`
	Subjects []rbacv1.Subject `json:"subjects"`
}

// accountPrefix begins the user name of every service account.
const accountPrefix = "system:serviceaccount:"

// IsAccount reports whether a user's name is that of a service account.
func IsAccount(user string) bool { return strings.HasPrefix(user, accountPrefix) }

// RoleBinding makes the plan's service account the role's; nil: there is none.
func RoleBinding(p Plan) *Binding {
	account, ok := strings.CutPrefix(p.Account, accountPrefix)
	if !ok {
		return nil
	}
	namespace, name, _ := strings.Cut(account, ":")
	return &Binding{
		Head:     p.head("rbac.authorization.k8s.io/v1", "RoleBinding", bound),
		RoleRef:  rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: bound},
		Subjects: []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: name, Namespace: namespace}},
	}
}
