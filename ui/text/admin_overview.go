package text

import (
	"strconv"
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Words of the overview of a node.
var (
	AdminOverviewLead = Text{"What needs you first, then how the node stands.", "先看需要处理的事，再看节点状况。"}

	AdminAttentionTitle = Text{"Needs attention", "需要处理"}
	AdminAttentionNone  = Text{"Nothing needs you", "没有需要处理的事"}
	AdminAttentionFine  = Text{"The node is registered, reachable by what the gateway can see of itself, and takes orders.", "节点已注册，从网关自身来看一切正常，可以接单。"}
	AdminLevelError     = Text{"The node does not earn", "节点没有收入"}
	AdminLevelWarning   = Text{"Warning", "警告"}
	AdminLevelNote      = Text{"To know", "提示"}

	AdminTakesOrders = Text{"Takes orders", "正在接单"}
	AdminTakesNone   = Text{"Takes no orders: %s", "不接单：%s"}
	AdminNotReady    = Text{"Not ready", "未就绪"}

	AdminRoomTitle   = Text{"Capacity", "容量"}
	AdminRoomNone    = Text{"The runtime has not said yet what it can give.", "运行环境尚未报告可用容量。"}
	AdminRoomLegend  = Text{"Legend", "图例"}
	AdminReserved    = Text{"reserved by orders", "订单占用"}
	AdminQuoted      = Text{"reserved by quotes", "报价占用"}
	AdminFree        = Text{"free", "空闲"}
	AdminRoomWords   = Text{"%s reserved, %s quoted, %s free", "占用 %s，报价 %s，空闲 %s"}
	AdminPromised    = Text{"Promised on chain", "链上承诺"}
	AdminMeasured    = Text{"Measured", "实测"}
	AdminOpenQuotes  = Plural{"%d open quote", "%d open quotes", "%d 个有效报价"}
	AdminLoad        = Text{"Load", "负载"}
	AdminLoadWords   = Text{"%s of the scarcest resource is taken", "最紧张的资源已用 %s"}
	AdminPriceFactor = Text{"%s of list price", "标价的 %s"}

	AdminOrdersTitle  = Text{"Orders", "订单"}
	AdminSeeOrders    = Text{"See the orders", "查看订单"}
	AdminGreetedTitle = Text{"Offers answered since the start", "启动以来答复的询价"}
	AdminAccepted     = Text{"Accepted", "接受"}
	AdminCountered    = Text{"Countered", "还价"}
	AdminRejected     = Text{"Rejected", "拒绝"}
	AdminTraffic      = Text{"Traffic of these orders", "这些订单的流量"}
	AdminOwnHosts     = Text{"Users' own hosts", "用户自有域名"}

	AdminEarnedTitle = Text{"Earnings", "收入"}
	AdminSeeMoney    = Text{"To the money", "查看收入"}
	AdminToday       = Text{"Today (UTC)", "今天（UTC）"}
	AdminThisMonth   = Text{"This month", "本月"}
	AdminInAll       = Text{"In all", "总计"}
	AdminRunning     = Text{"Running up", "进行中"}
	AdminEarnedNone  = Text{"The gateway has not counted anything yet.", "网关还没有统计到收入。"}
	AdminEarnedHelp  = Text{"Counted when the market credits it: after the fee and the referrer's share. What is running up is earned by live orders and not settled yet.", "以市场合约入账为准，已扣除手续费和推荐人分成。“进行中”是进行中订单已赚取、尚未结算的金额。"}
	AdminBehind      = Text{"Counted up to block %d of %d.", "已统计到区块 %d，最新为 %d。"}

	AdminHealthTitle = Text{"Health", "健康状况"}
	AdminFine        = Text{"Fine", "正常"}
	AdminTroubled    = Text{"Trouble", "异常"}
	AdminUp          = Text{"Up since", "运行自"}

	AdminCertTitle  = Text{"Certificates", "证书"}
	AdminCertNone   = Text{"No certificates yet", "还没有证书"}
	AdminCertProxy  = Text{"A proxy in front of the gateway has the certificates, or it is reached by plain HTTP.", "证书由网关前面的代理管理，或网关使用普通 HTTP。"}
	AdminCertUntil  = Text{"good until %s", "有效至 %s"}
	AdminCertBusy   = Text{"being got", "获取中"}
	AdminCertAbsent = Text{"none yet", "尚无"}
	AdminCertNext   = Text{"tried again %s", "%s 重试"}
	AdminCertIssuer = Text{"by %s", "签发者 %s"}
	AdminCertCount  = Plural{"%d certificate, all good", "%d certificates, all good", "%d 个证书，全部有效"}
)

// closed are why a node takes no orders, for whoever runs it.
var closed = map[string]Text{
	"paused":      {"paused on chain", "链上已暂停"},
	"maintenance": {"maintenance is announced", "已通知维护"},
	"chain":       {"the chain does not answer", "链没有响应"},
	"runtime":     {"the runtime does not answer", "运行环境没有响应"},
	"busy":        {"it is busy", "繁忙"},
}

// Closed is why a node takes no orders.
func (t T) Closed(code string) string {
	if x, ok := closed[code]; ok {
		return t.Say(x)
	}
	return code
}

// healths are what a gateway depends on.
var healths = map[string]Text{
	"chain":    {"Chain", "链"},
	"runtime":  {"Runtime", "运行环境"},
	"disk":     {"Disk", "磁盘"},
	"clock":    {"Clock", "时钟"},
	"earnings": {"Earnings' count", "收入统计"},
}

// HealthName is what a gateway depends on, as people call it.
func (t T) HealthName(what string) string {
	if x, ok := healths[what]; ok {
		return t.Say(x)
	}
	return what
}

var (
	healthHead  = Text{"block %s, %s", "区块 %s，%s"}
	healthDisk  = Text{"%s of %s free", "空闲 %s，共 %s"}
	healthClock = Text{"the chain's newest block is %s ahead of it", "链上最新区块比它快 %s"}
)

// Health is how something stands, in words with its figures; "": there are none.
func (t T) Health(h wire.AdminHealth) string {
	f := h.Figures
	switch h.What {
	case "chain":
		if age, err := strconv.ParseFloat(f["age"], 64); err == nil && f["head"] != "" {
			return t.Say(healthHead, f["head"], t.Say(ago, t.About(time.Duration(age*float64(time.Second)))))
		}
	case "disk":
		free, err := strconv.ParseUint(f["free"], 10, 64)
		total, err2 := strconv.ParseUint(f["total"], 10, 64)
		if err == nil && err2 == nil {
			return t.Say(healthDisk, t.Bytes(free), t.Bytes(total))
		}
	case "clock":
		if ahead, err := strconv.ParseFloat(f["ahead"], 64); err == nil && ahead >= 1 {
			return t.Say(healthClock, t.About(time.Duration(ahead*float64(time.Second))))
		}
		return ""
	}
	return h.Text
}

// attentions are the words for each code of a wire.AdminAttention, with its figures in braces.
var attentions = map[string]fault{
	"not-registered": {
		Text{"The node is not in the registry.", "节点未在注册合约中登记。"},
		Text{"Register it with the node's wallet: Node on chain.", "请用节点钱包登记：链上节点。"},
	},
	"operator-differs": {
		Text{"The registry names another operator key: {registry}. This gateway has {own}.", "注册合约中的操作密钥是 {registry}，而此网关的是 {own}。"},
		Text{"Name this gateway's key with the node's wallet, or give the gateway the right key.", "请用节点钱包登记此网关的密钥，或为网关配置正确的密钥。"},
	},
	"paused": {
		Text{"The node is paused on chain: it takes no new orders.", "节点在链上已暂停：不接新订单。"},
		Text{"Resume it with the node's wallet: Node on chain.", "请用节点钱包恢复：链上节点。"},
	},
	"chain-away": {
		Text{"The chain does not answer.", "链没有响应。"},
		Text{"What runs goes on. Check the RPC endpoint, or give the gateway another one.", "运行中的服务不受影响。请检查 RPC 端点，或为网关换一个。"},
	},
	"runtime-away": {
		Text{"The runtime does not answer.", "运行环境没有响应。"},
		Text{"Nothing can be deployed until it does. Check the cluster and the gateway's rights.", "恢复前无法部署。请检查集群和网关的权限。"},
	},
	"promises-too-much": {
		Text{"The registry promises more {dimension} than there is: {total} promised, {capacity} measured.", "链上承诺的{dimension}多于实有：承诺 {total}，实测 {capacity}。"},
		Text{"Lower the total on chain, or add what is missing: Node on chain.", "请在链上调低总量，或补足资源：链上节点。"},
	},
	"certificate": {
		Text{"The certificate of {host} could not be got or renewed.", "{host} 的证书未能获取或续期。"},
		Text{"The authority said: {error}", "签发机构的答复：{error}"},
	},
	"disk-low": {
		Text{"The disk of the gateway is nearly full: {free} free.", "网关的磁盘快满了：剩余 {free}。"},
		Text{"Make room where its data folder is: without it no order is written down.", "请在数据目录所在磁盘腾出空间，否则无法记录订单。"},
	},
	"clock-behind": {
		Text{"This machine's clock is {seconds} behind the chain.", "这台机器的时钟比链慢 {seconds}。"},
		Text{"Have it set by NTP: quotes and ends of orders are reckoned by it.", "请用 NTP 校时：报价和订单结束时间都以它为准。"},
	},
	"gas-low": {
		Text{"The operator key has little left for gas: about {orders} more orders.", "操作密钥的手续费余额不足：大约还够 {orders} 个订单。"},
		Text{"Send the chain's own coin to the operator key's address.", "请向操作密钥地址转入链的原生币。"},
	},
	"endpoint-differs": {
		Text{"The registry sends users to {registry}, this gateway is {own}.", "注册合约中的接入地址是 {registry}，而此网关是 {own}。"},
		Text{"Change the endpoint with the node's wallet: Node on chain.", "请用节点钱包修改接入地址：链上节点。"},
	},
	"stake-differs": {
		Text{"The stake for probation on chain is {registry}, the gateway asks for {own}.", "链上的试用期质押要求是 {registry}，而网关要求 {own}。"},
		Text{"Make both the same: users are told what the chain says.", "请统一两者：用户看到的是链上的数值。"},
	},
	"earnings-behind": {
		Text{"Earnings and records are {blocks} blocks behind.", "收入和记录的统计落后 {blocks} 个区块。"},
		Text{"They catch up by themselves; figures here are of before.", "会自动赶上，此处的数字暂时是之前的。"},
	},
	"public-suffix": {
		Text{"The domain is not on the Public Suffix List.", "域名不在公共后缀列表中。"},
		Text{"Have it entered: without, a tenant's page can set cookies that other tenants' services are sent.", "请申请加入，否则一个租户的页面可以设置会发给其他租户服务的 Cookie。"},
	},
	"no-probation-stake": {
		Text{"The probation asks for no stake.", "试用期不要求质押。"},
		Text{"Whoever makes a new account has free time again. Ask for a stake: Prices.", "任何人换个新账户就能再次免费试用。请设置质押要求：价格。"},
	},
	"cluster-no-pods": {
		Text{"A pod that tried the cluster did not start: {why}", "用于检测集群的 Pod 未能启动：{why}"},
		Text{"See whether the cluster can pull the probe's image and has room.", "请检查集群能否拉取检测镜像、资源是否足够。"},
	},
	"cluster-no-fence": {
		Text{"The cluster does not enforce network policies: services of one order reach those of others.", "集群不执行网络策略：不同订单的服务可以互相访问。"},
		Text{"Fine for trying out. Before strangers rent here, install Calico or Cilium.", "试用无妨；对外出租前请安装 Calico 或 Cilium。"},
	},
	"cluster-no-disks": {
		Text{"The cluster gives no disks: services that ask for one do not start.", "集群无法提供磁盘：需要磁盘的服务无法启动。"},
		Text{"Make a storage class the default, or name one in the gateway's settings.", "请设置默认存储类，或在网关设置中指定一个。"},
	},
	"cluster-no-userns": {
		Text{"Machines of the cluster have no user namespaces: services that start as root are refused.", "集群的机器不支持用户命名空间：以 root 启动的服务会被拒绝。"},
		Text{"Use Kubernetes 1.33 or later with containerd 2 or CRI-O, or name a sandbox's runtime class.", "请使用 Kubernetes 1.33 以上并搭配 containerd 2 或 CRI-O，或指定沙箱运行时类。"},
	},
	"cluster-no-root": {
		Text{"Nothing runs as root on this node, and most public images start so.", "此节点不运行任何 root 进程，而多数公共镜像以 root 启动。"},
		Text{"kubectl apply -f gateway/kube/confine.yaml keeps root in user namespaces; the gateway's log says what machines can do.", "执行 kubectl apply -f gateway/kube/confine.yaml，可把 root 限制在用户命名空间内；机器的能力见网关日志。"},
	},
	"cluster-no-figures": {
		Text{"Nobody tells what services use: users see no charts.", "没有用量数据来源：用户看不到用量图表。"},
		Text{"Install metrics-server, or let the gateway ask the kubelets.", "请安装 metrics-server，或允许网关查询 kubelet。"},
	},
	"maintenance": {
		Text{"Maintenance is announced: no new orders are taken.", "已通知维护：不接新订单。"},
		Text{"End it when you are done: Maintenance.", "完成后请结束维护：维护页面。"},
	},
}

// Attention is what an operator should see to, in words. Where there are none for it, it is what the gateway says.
func (t T) Attention(a wire.AdminAttention, native wire.Token) Fault {
	f, ok := attentions[a.Code]
	if !ok {
		return Fault{a.Text, a.Remedy}
	}
	missing := false
	value := func(name string) string {
		v := t.attentionFigure(a, name, native)
		missing = missing || v == ""
		return v
	}
	out := Fault{braces(t.Say(f.What), value), braces(t.Say(f.Do), value)}
	if missing {
		return Fault{a.Text, a.Remedy}
	}
	return out
}

// attentionFigure is a figure for people.
func (t T) attentionFigure(a wire.AdminAttention, name string, native wire.Token) string {
	v := a.Figures[name]
	dimension := resource.Dimension(a.Figures["dimension"])
	n, err := strconv.ParseUint(v, 10, 64)
	switch {
	case name == "dimension" && t.Lang == EN && dimension != resource.CPU && dimension != resource.GPU:
		return strings.ToLower(t.Dimension(dimension))
	case name == "dimension":
		return t.Dimension(dimension)
	case (name == "total" || name == "capacity") && err == nil:
		return t.Quantity(dimension, n)
	case name == "free" && err == nil:
		return t.Bytes(n)
	case name == "seconds" && err == nil:
		return t.About(time.Duration(min(n, 1<<31)) * time.Second)
	case a.Code == "stake-differs":
		if stake, err := amount.Parse(v); err == nil {
			return t.Amount(stake, native)
		}
	}
	return v
}
