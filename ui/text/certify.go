package text

import (
	"strconv"

	"berth/shared/wire"
)

// Words for what the platform has found out about a node.
var (
	CertTitle     = Text{"What this platform found out", "平台核查结果"}
	CertReachable = Text{"reachable", "可达"}
	CertVerified  = Text{"verified", "已核实"}
	CertCertified = Text{"certified", "已认证"}
	CertNothing   = Text{"not looked at yet", "尚未核查"}

	CertNone     = Text{"This platform certifies no nodes.", "该平台不认证节点。"}
	CertMeansNot = Text{"It does not answer, or nothing was looked at yet.", "网关没有应答，或尚未核查。"}
	CertMeansR   = Text{"Its gateway answers, with a card that it signed. No more is known.", "网关能应答并出示签名的节点卡，其他尚不清楚。"}
	CertMeansV   = Text{"It holds its operator key now, and is at an address of the internet's that is its own, with valid TLS. Nobody has measured its machines.", "它当前持有运营者密钥，地址在公网上且属于它自己，TLS 有效。机器尚未经过测量。"}
	CertMeansC   = Text{"This platform has rented it as you would, opened a page on it, had it prove its cores, memory and disk, and ended the order.", "平台像普通用户一样租用过它：打开了页面，让它证明了核心、内存和磁盘，然后结束了订单。"}
	CertSince    = Text{"Since", "始于"}
	CertUntil    = Text{"Good until", "有效至"}
	CertUntilIs  = Text{"%s, unless it is shown again before", "%s，除非在此之前再次通过"}
	CertGPU      = Text{"Its GPUs were not measured: no check looks at GPUs, so that only the node says that it has them.", "它的 GPU 没有经过测量：所有检查都不涉及 GPU，是否有 GPU 只凭节点自己的说法。"}
	CertDemo     = Text{"In a demo, addresses of one machine and missing TLS are no faults, and little is measured.", "在演示环境中，同一台机器的地址和没有 TLS 不算问题，测量也很少。"}

	UptimeTitle = Text{"Answered this platform", "应答率"}
	UptimeDay   = Text{"24 hours", "24 小时"}
	UptimeWeek  = Text{"7 days", "7 天"}
	UptimeMonth = Text{"30 days", "30 天"}
	UptimeFew   = Text{"too little is known", "数据不足"}
	UptimeBars  = Text{"The last days, the newest on the right: %s", "最近几天（最右为今天）：%s"}
	UptimeOne   = Text{"%s: %d of %d", "%s：应答 %d / %d"}

	IncidentsTitle = Text{"When it did not answer", "无应答记录"}
	IncidentsNone  = Text{"Never, as far as this platform saw", "平台未观察到"}
	IncidentsMore  = Text{"and %d more", "另有 %d 次"}

	PricePast      = Text{"What it asked", "历史标价"}
	PricePastIs    = Text{"%s an hour now; in the last 30 days from %s to %s.", "现在每小时 %s；近 30 天在 %s 至 %s 之间。"}
	PricePastSpan  = Text{"%s to %s", "%s 至 %s"}
	PricePastFor   = Text{"List price an hour for %s, each day in UTC.", "%s 的每小时标价，按 UTC 日统计。"}
	PricePastTable = Text{"By the day", "按日查看"}
	DayColumn      = Text{"Day", "日期"}

	MeasuredTitle = Text{"Measured", "实测数据"}
	MeasuredOf    = Text{"On a rented part of it (%s), %s. The whole machine may be faster or slower.", "在租用的一部分上测得（%s），%s。整台机器可能更快或更慢。"}
	MeasuredCores = Text{"Cores that worked at once", "同时工作的核数"}
	MeasuredSpeed = Text{"One core, on the table of the proof", "单核，处理证明数据表"}
	MeasuredDisk  = Text{"Written to the disk", "磁盘写入"}
	MeasuredUp    = Text{"Sent to the service", "上传到服务"}
	MeasuredDown  = Text{"Got from the service", "从服务下载"}
	MeasuredTrip  = Text{"There and back, from the platform", "与平台的往返时间"}
	ASecond       = Text{"%s a second", "每秒 %s"}
	Millis        = Text{"%d ms", "%d 毫秒"}

	ChecksTitle  = Text{"Checks", "检查"}
	CheckPassed  = Text{"passed", "通过"}
	CheckFailed  = Text{"not passed", "未通过"}
	CheckRaw     = Text{"Evidence", "证据"}
	CheckBy      = Text{"by %s", "核查者 %s"}
	ChecksAll    = Text{"All evidence", "全部证据"}
	ChecksShow   = Text{"Show all evidence", "显示全部证据"}
	ChecksOlder  = Text{"Older", "更早的"}
	ChecksRepeat = Text{"Anyone can repeat this, without this platform. What costs nothing takes one line:", "任何人都可以不依赖本平台重复检查。免费部分只需一行命令："}
	ChecksCopy   = Text{"the command", "命令"}
	ChecksLimits = Text{"It cannot show who is behind a node, who else may look into its machines, or that it will be as good tomorrow. A check has only ever seen the part that it rented, and never GPUs.", "认证无法说明节点背后是谁、还有谁能查看其机器，也不能保证明天同样可靠。每次检查只看到所租用的部分，而且从不检查 GPU。"}

	AdminFoundTitle  = Text{"Certification", "认证"}
	AdminFoundNobody = Text{"The configuration names no platform (--platform, or --app) that could be asked.", "配置中没有可询问的平台（--platform 或 --app）。"}
	AdminFoundNone   = Text{"%s certifies no nodes, or does not know this one.", "%s 不认证节点，或不知道此节点。"}
	AdminFoundPage   = Text{"As users see it, with the evidence", "用户所见页面及证据"}

	LevelName = Text{"Certification", "认证"}
	LevelAny  = Text{"any", "不限"}
	LevelAt   = Text{"%s at least", "至少%s"}
	SortUp    = Text{"Most reliable first", "应答率最高优先"}
)

// checkNames say what each check is.
var checkNames = map[string]Text{
	"key":      {"Holds its operator key", "持有运营者密钥"},
	"place":    {"Its own public address, with TLS", "独立的公网地址，TLS 有效"},
	"capacity": {"Has the cores, memory and disk", "核心、内存和磁盘属实"},
	"shop":     {"Rents, serves and ends an order", "能完成租用、服务和结束"},
	"apart":    {"Does not share its machine with another node", "不与其他节点共用机器"},
}

// Check is what a check is called; one that is not known goes by its own name.
func (t T) Check(name string) string {
	if x, ok := checkNames[name]; ok {
		return t.Say(x)
	}
	return name
}

// Level is a level's name, and what it means.
func (t T) Level(l wire.Level) (name, means string) {
	switch l {
	case wire.Reachable:
		return t.Say(CertReachable), t.Say(CertMeansR)
	case wire.Verified:
		return t.Say(CertVerified), t.Say(CertMeansV)
	case wire.Certified:
		return t.Say(CertCertified), t.Say(CertMeansC)
	}
	return t.Say(CertNothing), t.Say(CertMeansNot)
}

// Uptime is a share in thousandths; below 0: too little is known.
func (t T) Uptime(thousandths int) string {
	if thousandths < 0 {
		return t.Say(UptimeFew)
	}
	return strconv.Itoa(thousandths/10) + "." + strconv.Itoa(thousandths%10) + "\u00a0%"
}
