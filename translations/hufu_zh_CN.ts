<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ErrorText</name>
    <message>
        <source>A value given is not valid.</source>
        <translation>给出的值无效。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有做任何更改。</translation>
    </message>
    <message>
        <source>Correct the value and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>The data does not follow its format.</source>
        <translation>数据不符合其格式。</translation>
    </message>
    <message>
        <source>It is damaged, cut off, or something else than it is taken for.</source>
        <translation>它可能已损坏、被截断，或并非所认定的内容。</translation>
    </message>
    <message>
        <source>Obtain it again from its source; the technical details say where reading stopped.</source>
        <translation>请从来源处重新获取；技术详情中说明了读取在何处停止。</translation>
    </message>
    <message>
        <source>The data is larger than is read here.</source>
        <translation>数据超出了可读取的大小。</translation>
    </message>
    <message>
        <source>Sizes are limited so that a hostile file cannot stop the program.</source>
        <translation>限制大小是为了防止恶意文件使程序停止工作。</translation>
    </message>
    <message>
        <source>Split it into smaller parts.</source>
        <translation>请将其拆分为较小的部分。</translation>
    </message>
    <message>
        <source>This kind of data is not supported by this version.</source>
        <translation>此版本不支持这种数据。</translation>
    </message>
    <message>
        <source>It is well-formed, but nothing was read from it.</source>
        <translation>其格式正确，但没有读取任何内容。</translation>
    </message>
    <message>
        <source>Convert it to another form, such as PEM, or update the program.</source>
        <translation>请转换为其他形式（例如 PEM），或更新本程序。</translation>
    </message>
    <message>
        <source>Nothing usable was found.</source>
        <translation>未找到可用的内容。</translation>
    </message>
    <message>
        <source>The source was read, but it holds nothing of what was looked for.</source>
        <translation>来源已读取，但其中没有所要查找的内容。</translation>
    </message>
    <message>
        <source>Check that the right file, folder or address was given.</source>
        <translation>请确认所给的文件、文件夹或地址正确。</translation>
    </message>
    <message>
        <source>A passphrase is needed.</source>
        <translation>需要口令。</translation>
    </message>
    <message>
        <source>The content is encrypted and stays unread without it.</source>
        <translation>内容已加密，没有口令就无法读取。</translation>
    </message>
    <message>
        <source>Enter the passphrase and try again.</source>
        <translation>请输入口令后重试。</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>口令错误。</translation>
    </message>
    <message>
        <source>Check keyboard layout and Caps Lock, then try again.</source>
        <translation>请检查键盘布局和大写锁定后重试。</translation>
    </message>
    <message>
        <source>The passphrase is too weak.</source>
        <translation>口令强度不足。</translation>
    </message>
    <message>
        <source>Whoever steals the files could guess it.</source>
        <translation>窃得文件的人可能会猜出它。</translation>
    </message>
    <message>
        <source>Choose a longer one; several unrelated words are strong and easy to keep in mind.</source>
        <translation>请使用更长的口令；几个互不相关的词既强又好记。</translation>
    </message>
    <message>
        <source>It does not exist.</source>
        <translation>不存在。</translation>
    </message>
    <message>
        <source>It was moved, removed, or its name is written differently.</source>
        <translation>它可能已被移动、删除，或名称写法不同。</translation>
    </message>
    <message>
        <source>Check the name and try again.</source>
        <translation>请核对名称后重试。</translation>
    </message>
    <message>
        <source>It exists already.</source>
        <translation>已存在。</translation>
    </message>
    <message>
        <source>It was left as it is; nothing was overwritten.</source>
        <translation>原有内容保持不变，没有覆盖任何东西。</translation>
    </message>
    <message>
        <source>Choose another name or place.</source>
        <translation>请选择其他名称或位置。</translation>
    </message>
    <message>
        <source>Access was denied by the operating system.</source>
        <translation>操作系统拒绝了访问。</translation>
    </message>
    <message>
        <source>This user account may not read or write it.</source>
        <translation>当前用户帐户无权读取或写入。</translation>
    </message>
    <message>
        <source>Have the permissions changed, or work under an account that has them.</source>
        <translation>请调整权限，或使用有权限的帐户。</translation>
    </message>
    <message>
        <source>It can be read but not written.</source>
        <translation>只能读取，不能写入。</translation>
    </message>
    <message>
        <source>Make the folder or medium writable, or choose another place.</source>
        <translation>请使文件夹或介质可写，或选择其他位置。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The step was taken back completely; what was stored before is intact.</source>
        <translation>此步骤已完全撤回，之前保存的内容完好无损。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Reading or writing failed.</source>
        <translation>读写失败。</translation>
    </message>
    <message>
        <source>The disk, the network share or the medium did not do what it was asked to.</source>
        <translation>磁盘、网络共享或介质未能完成操作。</translation>
    </message>
    <message>
        <source>Check the device and try again; if it happens again, take a backup soon.</source>
        <translation>请检查设备后重试；如再次发生，请尽快备份。</translation>
    </message>
    <message>
        <source>Another program is using it.</source>
        <translation>另一个程序正在使用它。</translation>
    </message>
    <message>
        <source>Wait until the other program is done, then try again.</source>
        <translation>请等待该程序完成后重试。</translation>
    </message>
    <message>
        <source>There is no Hufu house at this place.</source>
        <translation>此处没有虎符的数据目录。</translation>
    </message>
    <message>
        <source>The folder holds no Hufu database.</source>
        <translation>该文件夹中没有虎符数据库。</translation>
    </message>
    <message>
        <source>Choose the right folder, or found a new house.</source>
        <translation>请选择正确的文件夹，或新建一个机构。</translation>
    </message>
    <message>
        <source>It was written by a newer version of Hufu.</source>
        <translation>它由更新版本的虎符写入。</translation>
    </message>
    <message>
        <source>This version does not open it, so that nothing gets lost.</source>
        <translation>为避免丢失内容，此版本不会打开它。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>The SQLCipher library on this computer is too old.</source>
        <translation>此计算机上的 SQLCipher 库过旧。</translation>
    </message>
    <message>
        <source>Older versions cannot verify that the database is intact.</source>
        <translation>旧版本无法校验数据库是否完好。</translation>
    </message>
    <message>
        <source>Install SQLCipher 4.6 or newer.</source>
        <translation>请安装 SQLCipher 4.6 或更高版本。</translation>
    </message>
    <message>
        <source>The journal has been tampered with or damaged.</source>
        <translation>审计日志被篡改或已损坏。</translation>
    </message>
    <message>
        <source>An entry does not fit the one before it, so the history can no longer be trusted from there on.</source>
        <translation>某条记录与前一条不相符，自该处起历史记录不再可信。</translation>
    </message>
    <message>
        <source>Keep the files as they are, tell the audit administrator, and verify a backup.</source>
        <translation>请保持文件原样，通知审计管理员，并校验一份备份。</translation>
    </message>
    <message>
        <source>The journal does not agree with its checkpoint.</source>
        <translation>审计日志与检查点不一致。</translation>
    </message>
    <message>
        <source>Entries that were once signed are missing or changed; perhaps an old copy was put back.</source>
        <translation>曾经签过名的记录缺失或被更改；可能有人放回了旧副本。</translation>
    </message>
    <message>
        <source>Keep the files as they are, tell the audit administrator, and compare with another copy.</source>
        <translation>请保持文件原样，通知审计管理员，并与其他副本比对。</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>数据库已损坏。</translation>
    </message>
    <message>
        <source>Pages fail their integrity check; what they held may be wrong.</source>
        <translation>部分页面未通过完整性校验，其内容可能有误。</translation>
    </message>
    <message>
        <source>Restore the latest backup, and have the disk checked.</source>
        <translation>请恢复最近的备份，并检查磁盘。</translation>
    </message>
    <message>
        <source>The signature is not valid.</source>
        <translation>签名无效。</translation>
    </message>
    <message>
        <source>The content was changed after signing, or another key signed it. It was not accepted.</source>
        <translation>内容在签名后被更改，或由其他密钥签名，因此未被接受。</translation>
    </message>
    <message>
        <source>Do it again; if it happens again, tell the audit administrator.</source>
        <translation>请重新操作；如再次发生，请通知审计管理员。</translation>
    </message>
    <message>
        <source>The signer is not known here.</source>
        <translation>签名人未在此登记。</translation>
    </message>
    <message>
        <source>Only people registered in this house can give commands.</source>
        <translation>只有在本机构登记的人员才能发出命令。</translation>
    </message>
    <message>
        <source>Have the person registered, or sign with a registered key.</source>
        <translation>请先登记此人，或使用已登记的密钥签名。</translation>
    </message>
    <message>
        <source>The signer&apos;s registration is not active.</source>
        <translation>签名人的登记未处于有效状态。</translation>
    </message>
    <message>
        <source>It was suspended, has ended, or has not begun.</source>
        <translation>登记已暂停、已结束或尚未开始。</translation>
    </message>
    <message>
        <source>Have the security administrator look at the registration.</source>
        <translation>请安全管理员检查该登记。</translation>
    </message>
    <message>
        <source>This belongs to another house.</source>
        <translation>这属于另一个机构。</translation>
    </message>
    <message>
        <source>A command is good for one house only. It was not carried out.</source>
        <translation>一条命令只对一个机构有效，此命令未执行。</translation>
    </message>
    <message>
        <source>Open the right house and give the command there.</source>
        <translation>请打开正确的机构，在那里发出命令。</translation>
    </message>
    <message>
        <source>A drill command met production, or the other way round.</source>
        <translation>演练命令用于生产环境，或生产命令用于演练环境。</translation>
    </message>
    <message>
        <source>It was not carried out.</source>
        <translation>命令未执行。</translation>
    </message>
    <message>
        <source>Switch to the right mode and give the command again.</source>
        <translation>请切换到正确的模式后重新发出命令。</translation>
    </message>
    <message>
        <source>This command was carried out before.</source>
        <translation>此命令先前已执行。</translation>
    </message>
    <message>
        <source>A command takes effect once only; nothing was done twice.</source>
        <translation>一条命令只生效一次，没有重复执行。</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>命令已过期。</translation>
    </message>
    <message>
        <source>Its time to take effect had passed, so it was not carried out.</source>
        <translation>其生效期限已过，因此未执行。</translation>
    </message>
    <message>
        <source>Look at the present state, then give it again if it is still right.</source>
        <translation>请查看当前状态，若仍然合适再重新发出。</translation>
    </message>
    <message>
        <source>The time lies in the future.</source>
        <translation>时间在未来。</translation>
    </message>
    <message>
        <source>The clock of this computer, or of the one that signed, is wrong.</source>
        <translation>此计算机或签名所用计算机的时钟有误。</translation>
    </message>
    <message>
        <source>Set the clock right and try again.</source>
        <translation>请校正时钟后重试。</translation>
    </message>
    <message>
        <source>This kind of command is not known to this version.</source>
        <translation>此版本不认识这种命令。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>This is not permitted.</source>
        <translation>不允许此操作。</translation>
    </message>
    <message>
        <source>The rules of the house do not allow it to this person, or not in this state.</source>
        <translation>机构的规则不允许此人执行，或在当前状态下不允许。</translation>
    </message>
    <message>
        <source>Ask somebody whose role allows it; the technical details name the rule.</source>
        <translation>请由具有相应管理角色的人员操作；技术详情中列出了所依据的规则。</translation>
    </message>
    <message>
        <source>The state has changed in the meantime.</source>
        <translation>状态在此期间已改变。</translation>
    </message>
    <message>
        <source>The command was based on what was seen before the change, so it was not carried out.</source>
        <translation>命令依据的是改变之前的状态，因此未执行。</translation>
    </message>
    <message>
        <source>Look at the present state and decide again.</source>
        <translation>请查看当前状态后重新决定。</translation>
    </message>
    <message>
        <source>This contradicts what is already there.</source>
        <translation>这与现有内容冲突。</translation>
    </message>
    <message>
        <source>Look at what is there, then change or choose differently.</source>
        <translation>请查看现有内容，然后修改或另行选择。</translation>
    </message>
    <message>
        <source>A limit was reached.</source>
        <translation>已达到上限。</translation>
    </message>
    <message>
        <source>The rules bound how much may be done at once.</source>
        <translation>规则限制了一次可以处理的数量。</translation>
    </message>
    <message>
        <source>Do it in smaller steps.</source>
        <translation>请分成较小的步骤进行。</translation>
    </message>
    <message>
        <source>The host name is unknown.</source>
        <translation>找不到该主机名。</translation>
    </message>
    <message>
        <source>The name server has no address for it.</source>
        <translation>名称服务器没有它的地址。</translation>
    </message>
    <message>
        <source>Check the spelling, and whether this network can resolve the name.</source>
        <translation>请检查拼写，以及本网络能否解析该名称。</translation>
    </message>
    <message>
        <source>The connection was refused.</source>
        <translation>连接被拒绝。</translation>
    </message>
    <message>
        <source>The host answers, but nothing listens at this port, or a firewall turns it away.</source>
        <translation>主机有应答，但该端口无服务监听，或被防火墙拒绝。</translation>
    </message>
    <message>
        <source>Check the port and whether the service runs.</source>
        <translation>请检查端口以及服务是否运行。</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>未在时限内得到应答。</translation>
    </message>
    <message>
        <source>The host is down, unreachable from here, or a firewall drops the packets.</source>
        <translation>主机已停机、从此处无法到达，或防火墙丢弃了数据包。</translation>
    </message>
    <message>
        <source>Check the network path, or try again later.</source>
        <translation>请检查网络通路，或稍后重试。</translation>
    </message>
    <message>
        <source>The other side closed the connection.</source>
        <translation>对方关闭了连接。</translation>
    </message>
    <message>
        <source>The conversation ended before it was complete.</source>
        <translation>通信在完成之前就已中断。</translation>
    </message>
    <message>
        <source>Check that the service speaks the protocol chosen, then try again.</source>
        <translation>请确认服务使用所选的协议，然后重试。</translation>
    </message>
    <message>
        <source>No TLS connection came about.</source>
        <translation>未能建立 TLS 连接。</translation>
    </message>
    <message>
        <source>Both sides found no common protocol, or what the server sent was not valid.</source>
        <translation>双方没有共同的协议，或服务器发送的内容无效。</translation>
    </message>
    <message>
        <source>Check the server&apos;s TLS settings; the technical details say how far it came.</source>
        <translation>请检查服务器的 TLS 设置；技术详情说明了进行到哪一步。</translation>
    </message>
    <message>
        <source>The server does not offer to encrypt (STARTTLS).</source>
        <translation>服务器不提供加密（STARTTLS）。</translation>
    </message>
    <message>
        <source>The service at this port speaks in clear text only.</source>
        <translation>此端口上的服务只使用明文。</translation>
    </message>
    <message>
        <source>Check the port and the protocol, or have encryption switched on there.</source>
        <translation>请检查端口和协议，或在服务端启用加密。</translation>
    </message>
    <message>
        <source>A cryptographic operation failed.</source>
        <translation>密码运算失败。</translation>
    </message>
    <message>
        <source>Nothing was signed, encrypted or opened.</source>
        <translation>没有签名、加密或解开任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, send the technical details to the support.</source>
        <translation>请重试；如再次发生，请将技术详情发给技术支持。</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN 错误。</translation>
    </message>
    <message>
        <source>Try again carefully: the USBKey blocks itself when no try is left.</source>
        <translation>请谨慎重试：次数用完后 USBKey 会自动锁定。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>What was complete before stays.</source>
        <translation>之前已完成的部分予以保留。</translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation>程序出现内部错误。</translation>
    </message>
    <message>
        <source>Something happened that should not be possible. Nothing was stored of this step.</source>
        <translation>发生了本不应出现的情况。此步骤未保存任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it with the technical details.</source>
        <translation>请重试；如再次发生，请附上技术详情进行报告。</translation>
    </message>
    <message>
        <source>No try is left: the USBKey is blocked until its PUK is entered.</source>
        <translation>已无剩余次数：在输入 PUK 之前，USBKey 处于锁定状态。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>还可尝试 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What it happened to (a path, a host, a name), and what happened, a whole sentence.</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message>
        <source>RSA key too short</source>
        <translation>RSA 密钥长度不足</translation>
    </message>
    <message>
        <source>The RSA key has %1.</source>
        <translation>RSA 密钥长度为 %1。</translation>
    </message>
    <message>
        <source>From 2048 bits on, in whole octets, RSA keys withstand attack; browsers refuse shorter ones.</source>
        <translation>2048 位及以上（且为整字节）的 RSA 密钥才足以抵御攻击；浏览器会拒绝更短的密钥。</translation>
    </message>
    <message>
        <source>Generate a new key, best of all on P-256, have a new certificate issued for it, and replace this one.</source>
        <translation>请生成新密钥（最好是 P-256），为其申请新证书，并替换此证书。</translation>
    </message>
    <message>
        <source>RSA exponent unsuitable</source>
        <translation>RSA 公钥指数不合适</translation>
    </message>
    <message>
        <source>The public exponent: %1.</source>
        <translation>公钥指数：%1。</translation>
    </message>
    <message>
        <source>The exponent has to be odd and at least 3, and should be 65537; others are broken or make mistakes in software exploitable.</source>
        <translation>公钥指数必须为奇数且不小于 3，宜为 65537；其他取值要么已被攻破，要么使软件缺陷可被利用。</translation>
    </message>
    <message>
        <source>Generate a new key on the server or in its HSM, have a new certificate issued for it, and revoke this one.</source>
        <translation>请在服务器或其 HSM 中生成新密钥，为其申请新证书，并吊销此证书。</translation>
    </message>
    <message>
        <source>RSA key can be factored</source>
        <translation>RSA 密钥可被分解</translation>
    </message>
    <message>
        <source>The modulus falls apart: %1.</source>
        <translation>模数可被分解：%1。</translation>
    </message>
    <message>
        <source>Anybody can compute the private key.</source>
        <translation>任何人都能计算出私钥。</translation>
    </message>
    <message>
        <source>Treat the key as leaked: replace it now, and revoke this certificate with the reason keyCompromise.</source>
        <translation>请按私钥泄露处理：立即更换密钥，并以密钥泄露（keyCompromise）为由吊销此证书。</translation>
    </message>
    <message>
        <source>RSA primes too close together</source>
        <translation>RSA 两个素数过于接近</translation>
    </message>
    <message>
        <source>Fermat&apos;s method finds the factors: %1.</source>
        <translation>费马方法可求出因数：%1。</translation>
    </message>
    <message>
        <source>The two primes lie so close together that anybody can compute the private key.</source>
        <translation>两个素数过于接近，任何人都能计算出私钥。</translation>
    </message>
    <message>
        <source>ROCA: key made by a flawed chip</source>
        <translation>ROCA：密钥由有缺陷的芯片生成</translation>
    </message>
    <message>
        <source>The modulus has the fingerprint of Infineon&apos;s library (%1).</source>
        <translation>模数带有英飞凌加密库的特征（%1）。</translation>
    </message>
    <message>
        <source>Keys of this kind can be factored at moderate cost (CVE-2017-15361); cards and TPMs of 2012 to 2017 made them.</source>
        <translation>这类密钥能以不高的代价分解（CVE-2017-15361）；2012 至 2017 年的智能卡和 TPM 会生成这种密钥。</translation>
    </message>
    <message>
        <source>Update or replace the card or TPM, generate a new key, and revoke this certificate with the reason keyCompromise.</source>
        <translation>请升级或更换智能卡或 TPM，生成新密钥，并以密钥泄露（keyCompromise）为由吊销此证书。</translation>
    </message>
    <message>
        <source>Debian weak key</source>
        <translation>Debian 弱密钥</translation>
    </message>
    <message>
        <source>The key is on the public list of weak keys (%1).</source>
        <translation>该密钥在公开的弱密钥列表中（%1）。</translation>
    </message>
    <message>
        <source>Debian&apos;s OpenSSL of 2006 to 2008 could make some 32,000 keys only (CVE-2008-0166); all of them are published.</source>
        <translation>2006 至 2008 年 Debian 的 OpenSSL 只能生成约 32000 个密钥（CVE-2008-0166），并且已全部公开。</translation>
    </message>
    <message>
        <source>Unusual elliptic curve</source>
        <translation>非常用椭圆曲线</translation>
    </message>
    <message>
        <source>The key lies on the curve %1.</source>
        <translation>密钥所用曲线为 %1。</translation>
    </message>
    <message>
        <source>Public certificates allow P-256, P-384 and P-521 only, the Chinese standards SM2; other curves are weaker or not understood by all.</source>
        <translation>公网证书只允许 P-256、P-384 和 P-521，国密标准使用 SM2；其他曲线较弱，或并非所有终端都支持。</translation>
    </message>
    <message>
        <source>Generate a new key on P-256, or SM2 for the Chinese algorithms, and have a new certificate issued for it.</source>
        <translation>请在 P-256（国密则为 SM2）上生成新密钥，并为其申请新证书。</translation>
    </message>
    <message>
        <source>Public key is not on its curve</source>
        <translation>公钥不在其曲线上</translation>
    </message>
    <message>
        <source>The point does not belong to %1.</source>
        <translation>该点不属于曲线 %1。</translation>
    </message>
    <message>
        <source>It is no valid key: nothing signed by it can be verified, and using it for key agreement may leak secrets.</source>
        <translation>这不是有效的密钥：用它签名的内容无法验证，用于密钥协商可能泄露秘密。</translation>
    </message>
    <message>
        <source>Signed with SHA-1</source>
        <translation>使用 SHA-1 签名</translation>
    </message>
    <message>
        <source>The signature algorithm is %1.</source>
        <translation>签名算法为 %1。</translation>
    </message>
    <message>
        <source>Signatures with SHA-1 can be forged at affordable cost; browsers have refused them since 2017.</source>
        <translation>SHA-1 签名已能以可承受的代价伪造；浏览器自 2017 年起拒绝此类证书。</translation>
    </message>
    <message>
        <source>Have the certificate issued again with SHA-256, and have the CA stop using SHA-1.</source>
        <translation>请使用 SHA-256 重新签发证书，并让 CA 停用 SHA-1。</translation>
    </message>
    <message>
        <source>Signed with MD5</source>
        <translation>使用 MD5 签名</translation>
    </message>
    <message>
        <source>Signatures with MD5 have been forged in practice since 2008.</source>
        <translation>自 2008 年起，MD5 签名已在实践中被伪造。</translation>
    </message>
    <message>
        <source>Replace this certificate at once by one signed with SHA-256.</source>
        <translation>请立即换用以 SHA-256 签名的证书。</translation>
    </message>
    <message>
        <source>Valid for too long</source>
        <translation>有效期过长</translation>
    </message>
    <message>
        <source>The period of validity: %1.</source>
        <translation>有效期：%1。</translation>
    </message>
    <message>
        <source>Public TLS certificates may last 398 days, issued from 2026-03-15 on 200, from 2027-03-15 on 100, from 2029-03-15 on 47; browsers refuse longer ones.</source>
        <translation>公网 TLS 证书最长 398 天；2026-03-15 起签发的为 200 天，2027-03-15 起为 100 天，2029-03-15 起为 47 天；浏览器会拒绝超期的证书。</translation>
    </message>
    <message>
        <source>Have it issued again within the limit, and automate its renewal.</source>
        <translation>请在限期内重新签发，并使更新自动化。</translation>
    </message>
    <message>
        <source>No subject alternative name</source>
        <translation>缺少使用者备用名称</translation>
    </message>
    <message>
        <source>The certificate names its server only here: %1.</source>
        <translation>证书仅在此处注明服务器：%1。</translation>
    </message>
    <message>
        <source>Clients look at the alternative names alone and ignore the common name: they refuse this certificate.</source>
        <translation>客户端只看备用名称，忽略通用名称，因此会拒绝此证书。</translation>
    </message>
    <message>
        <source>Have it issued again with every name of the server as an alternative name.</source>
        <translation>请重新签发，并将服务器的所有名称列为备用名称。</translation>
    </message>
    <message>
        <source>Common name is no alternative name</source>
        <translation>通用名称不在备用名称中</translation>
    </message>
    <message>
        <source>The common name is %1.</source>
        <translation>通用名称为 %1。</translation>
    </message>
    <message>
        <source>Clients will not accept the certificate for this name.</source>
        <translation>客户端不会接受此证书用于该名称。</translation>
    </message>
    <message>
        <source>Have it issued again with this name among the alternative names, or without it.</source>
        <translation>请重新签发，将该名称加入备用名称，或去掉该名称。</translation>
    </message>
    <message>
        <source>Internal name in a public certificate</source>
        <translation>公网证书含内部名称</translation>
    </message>
    <message>
        <source>It names %1.</source>
        <translation>其中包含 %1。</translation>
    </message>
    <message>
        <source>Nobody owns internal names and reserved addresses, so no public CA can vouch for them; they also tell strangers how the house is built.</source>
        <translation>内部名称和保留地址不归任何人所有，公共 CA 无法为其担保；它们还会向外人透露内部结构。</translation>
    </message>
    <message>
        <source>Use the house&apos;s own CA for internal names, and have this certificate issued again without them.</source>
        <translation>内部名称请使用本机构自建 CA，并重新签发不含这些名称的证书。</translation>
    </message>
    <message>
        <source>Underscore in a host name</source>
        <translation>主机名含下划线</translation>
    </message>
    <message>
        <source>Host names hold letters, digits and hyphens; public CAs may not issue for others.</source>
        <translation>主机名只能包含字母、数字和连字符；公共 CA 不得为其他名称签发。</translation>
    </message>
    <message>
        <source>Rename the host, and have the certificate issued again.</source>
        <translation>请更改主机名，并重新签发证书。</translation>
    </message>
    <message>
        <source>Wildcard in the wrong place</source>
        <translation>通配符位置错误</translation>
    </message>
    <message>
        <source>The asterisk counts only as the whole of the left-most label; clients do not match it elsewhere.</source>
        <translation>星号只有作为最左侧的完整标签时才有效；其他位置客户端不予匹配。</translation>
    </message>
    <message>
        <source>Have it issued again with names like *.hospital.cn, or with each name by itself.</source>
        <translation>请使用 *.hospital.cn 这样的名称或逐一列出名称重新签发。</translation>
    </message>
    <message>
        <source>Wildcard in an EV certificate</source>
        <translation>EV 证书含通配符</translation>
    </message>
    <message>
        <source>EV certificates may not hold wildcards.</source>
        <translation>EV 证书不得包含通配符。</translation>
    </message>
    <message>
        <source>Have it issued again with each name by itself.</source>
        <translation>请逐一列出名称重新签发。</translation>
    </message>
    <message>
        <source>Alternative name repeated</source>
        <translation>备用名称重复</translation>
    </message>
    <message>
        <source>Named more than once: %1.</source>
        <translation>重复出现：%1。</translation>
    </message>
    <message>
        <source>It does no harm, but shows that the request was put together without care.</source>
        <translation>虽无危害，但说明申请编制不够仔细。</translation>
    </message>
    <message>
        <source>Name each host once when the certificate is next renewed.</source>
        <translation>下次更新证书时，每个主机名只列一次。</translation>
    </message>
    <message>
        <source>No authority information access</source>
        <translation>缺少颁发机构信息访问</translation>
    </message>
    <message>
        <source>Clients cannot fetch the issuer&apos;s certificate, nor find where to ask about revocation.</source>
        <translation>客户端无法获取颁发者证书，也不知道到何处查询吊销状态。</translation>
    </message>
    <message>
        <source>Correct the CA&apos;s certificate profile, and have it issue this certificate again.</source>
        <translation>请更正 CA 的证书模板，并重新签发此证书。</translation>
    </message>
    <message>
        <source>No extended key usage</source>
        <translation>缺少扩展密钥用法</translation>
    </message>
    <message>
        <source>The certificate does not say what it is for; public TLS certificates have to.</source>
        <translation>证书未说明其用途，而公网 TLS 证书必须说明。</translation>
    </message>
    <message>
        <source>Have it issued again with the usage serverAuth.</source>
        <translation>请以 serverAuth 用途重新签发。</translation>
    </message>
    <message>
        <source>Usable for anything</source>
        <translation>可用于任何用途</translation>
    </message>
    <message>
        <source>Its usages include anyExtendedKeyUsage (%1).</source>
        <translation>其用途包含 anyExtendedKeyUsage（%1）。</translation>
    </message>
    <message>
        <source>Whoever holds this key can pass for a server, sign code or mail: a stolen key does more harm than need be.</source>
        <translation>持有此密钥者可冒充服务器、签署代码或邮件：密钥失窃的危害超出必要。</translation>
    </message>
    <message>
        <source>Have it issued again with just the usages needed.</source>
        <translation>请仅以所需的用途重新签发。</translation>
    </message>
    <message>
        <source>Key usage does not fit the key</source>
        <translation>密钥用法与密钥类型不符</translation>
    </message>
    <message>
        <source>Impossible with this key: %1.</source>
        <translation>此类密钥无法做到：%1。</translation>
    </message>
    <message>
        <source>Keys of this kind cannot do what the certificate allows them; strict clients refuse it.</source>
        <translation>此类密钥做不到证书所允许的操作；严格的客户端会拒绝。</translation>
    </message>
    <message>
        <source>Key usage is not critical</source>
        <translation>密钥用法未标为关键</translation>
    </message>
    <message>
        <source>The usages are %1.</source>
        <translation>用法为 %1。</translation>
    </message>
    <message>
        <source>Software that does not know the extension may ignore the restriction.</source>
        <translation>不认识该扩展的软件可能会忽略此限制。</translation>
    </message>
    <message>
        <source>Serial number is not positive</source>
        <translation>序列号不是正数</translation>
    </message>
    <message>
        <source>The serial number is %1.</source>
        <translation>序列号为 %1。</translation>
    </message>
    <message>
        <source>Some software refuses it or mixes it up with another, in revocation lists too.</source>
        <translation>有的软件会拒绝它，或（包括在吊销列表中）与其他证书混淆。</translation>
    </message>
    <message>
        <source>Have the CA issue a corrected certificate, and replace this one.</source>
        <translation>请让 CA 签发更正后的证书，并替换此证书。</translation>
    </message>
    <message>
        <source>Serial number too long</source>
        <translation>序列号过长</translation>
    </message>
    <message>
        <source>The serial number has %1.</source>
        <translation>序列号长 %1。</translation>
    </message>
    <message>
        <source>More than 20 octets are not allowed; some software refuses it or cannot revoke it.</source>
        <translation>不允许超过 20 字节；有的软件会拒绝，或无法将其吊销。</translation>
    </message>
    <message>
        <source>Two signature algorithms</source>
        <translation>签名算法前后不一致</translation>
    </message>
    <message>
        <source>Outside it says %1, inside something else.</source>
        <translation>外层为 %1，内层则不同。</translation>
    </message>
    <message>
        <source>The certificate contradicts itself: clients refuse it, and it may have been tampered with.</source>
        <translation>证书自相矛盾：客户端会拒绝，且可能被篡改过。</translation>
    </message>
    <message>
        <source>Find out where it comes from, and have the CA issue it again.</source>
        <translation>请查明其来源，并让 CA 重新签发。</translation>
    </message>
    <message>
        <source>Extension occurs twice</source>
        <translation>扩展重复出现</translation>
    </message>
    <message>
        <source>Repeated: %1.</source>
        <translation>重复的扩展：%1。</translation>
    </message>
    <message>
        <source>Programs disagree about which one counts, so they may understand different things.</source>
        <translation>各程序对以哪个为准并不一致，因而可能有不同的理解。</translation>
    </message>
    <message>
        <source>Unknown critical extension</source>
        <translation>未知的关键扩展</translation>
    </message>
    <message>
        <source>Critical and not understood: %1.</source>
        <translation>关键但无法识别：%1。</translation>
    </message>
    <message>
        <source>Clients have to refuse a certificate with a critical extension they do not know.</source>
        <translation>客户端必须拒绝含有其不认识的关键扩展的证书。</translation>
    </message>
    <message>
        <source>Use it only with software made for it, or have it issued again without this extension.</source>
        <translation>请仅用于专为其设计的软件，或重新签发不含此扩展的证书。</translation>
    </message>
    <message>
        <source>Policy and subject contradict each other</source>
        <translation>证书策略与使用者信息矛盾</translation>
    </message>
    <message>
        <source>Policy and subject: %1.</source>
        <translation>策略与使用者：%1。</translation>
    </message>
    <message>
        <source>What the CA says it has verified is not what the certificate shows.</source>
        <translation>CA 声称验证过的内容与证书所示不符。</translation>
    </message>
    <message>
        <source>Ask the CA; such a certificate is mis-issued and has to be replaced.</source>
        <translation>请询问 CA；此类证书属于误签发，必须更换。</translation>
    </message>
    <message>
        <source>EV certificate lacks information</source>
        <translation>EV 证书缺少信息</translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>缺少：%1。</translation>
    </message>
    <message>
        <source>EV certificates have to say which legal entity stands behind them.</source>
        <translation>EV 证书必须说明其背后的法律实体。</translation>
    </message>
    <message>
        <source>OCSP responder certificate ill-formed</source>
        <translation>OCSP 响应者证书不规范</translation>
    </message>
    <message>
        <source>Wrong with it: %1.</source>
        <translation>存在的问题：%1。</translation>
    </message>
    <message>
        <source>Clients may ask for the responder&apos;s own state, endlessly, or reject its answers.</source>
        <translation>客户端可能没完没了地查询响应者自身的状态，或拒绝其应答。</translation>
    </message>
    <message>
        <source>Issue it again for a short time, with ocsp-nocheck and without CRL address.</source>
        <translation>请重新签发短期证书，包含 ocsp-nocheck 且不含 CRL 地址。</translation>
    </message>
    <message>
        <source>Revocation cannot be looked up</source>
        <translation>无法查询吊销状态</translation>
    </message>
    <message>
        <source>It is valid for %1 and names neither CRL nor OCSP.</source>
        <translation>有效期为 %1，却未注明 CRL 或 OCSP。</translation>
    </message>
    <message>
        <source>If the key leaks, revoking this certificate has no effect on clients.</source>
        <translation>一旦私钥泄露，吊销此证书对客户端不起作用。</translation>
    </message>
    <message>
        <source>Have it issued again with a CRL or OCSP address, or for at most 7 days.</source>
        <translation>请重新签发并注明 CRL 或 OCSP 地址，或将有效期限制在 7 天以内。</translation>
    </message>
    <message>
        <source>CA may not sign certificates</source>
        <translation>CA 证书无签发权限</translation>
    </message>
    <message>
        <source>Its key usage: %1.</source>
        <translation>其密钥用法：%1。</translation>
    </message>
    <message>
        <source>What it issues is refused by clients that look at the key usage.</source>
        <translation>检查密钥用法的客户端会拒绝它签发的证书。</translation>
    </message>
    <message>
        <source>Issue the CA certificate again with keyCertSign and cRLSign.</source>
        <translation>请重新签发带有 keyCertSign 和 cRLSign 的 CA 证书。</translation>
    </message>
    <message>
        <source>CA constraint is not critical</source>
        <translation>CA 基本约束未标为关键</translation>
    </message>
    <message>
        <source>Basic constraints: %1.</source>
        <translation>基本约束：%1。</translation>
    </message>
    <message>
        <source>Software that ignores the extension treats the certificate as an ordinary one, or the other way round.</source>
        <translation>忽略该扩展的软件会误判它是否为 CA 证书。</translation>
    </message>
    <message>
        <source>Old certificate version</source>
        <translation>证书版本过旧</translation>
    </message>
    <message>
        <source>The certificate is %1.</source>
        <translation>证书版本为 %1。</translation>
    </message>
    <message>
        <source>Only version 3 can say what a certificate is for; an old one may be mistaken for a CA.</source>
        <translation>只有第 3 版才能说明证书用途；旧版证书可能被误认为 CA。</translation>
    </message>
    <message>
        <source>Have it issued again as version 3, with usages and alternative names.</source>
        <translation>请以第 3 版重新签发，并注明用途和备用名称。</translation>
    </message>
    <message>
        <source>Ends before it begins</source>
        <translation>有效期结束早于开始</translation>
    </message>
    <message>
        <source>The times: %1.</source>
        <translation>时间：%1。</translation>
    </message>
    <message>
        <source>The certificate was never valid and never will be.</source>
        <translation>该证书从未有效，也永远不会有效。</translation>
    </message>
    <message>
        <source>Name attribute says nothing</source>
        <translation>名称属性无实际内容</translation>
    </message>
    <message>
        <source>Empty: %1.</source>
        <translation>空内容：%1。</translation>
    </message>
    <message>
        <source>Fillers like &apos;.&apos; or &apos;-&apos; are not allowed in a subject; they show that a form was filled in without thought.</source>
        <translation>使用者名称中不允许 “.” 或 “-” 之类的占位符，这说明表单未认真填写。</translation>
    </message>
    <message>
        <source>DSA key</source>
        <translation>DSA 密钥</translation>
    </message>
    <message>
        <source>The DSA key has %1.</source>
        <translation>DSA 密钥长度为 %1。</translation>
    </message>
    <message>
        <source>DSA is no longer approved; TLS 1.3 and browsers do not know it.</source>
        <translation>DSA 已不再被批准使用；TLS 1.3 和浏览器均不支持。</translation>
    </message>
    <message>
        <source>Generate a new key on P-256, and have a new certificate issued for it.</source>
        <translation>请在 P-256 上生成新密钥，并为其申请新证书。</translation>
    </message>
    <message>
        <source>Department in a public certificate</source>
        <translation>公网证书含部门名称</translation>
    </message>
    <message>
        <source>The subject names %1.</source>
        <translation>使用者中包含 %1。</translation>
    </message>
    <message>
        <source>Since September 2022 public certificates may not name a department (OU), which nobody verified.</source>
        <translation>自 2022 年 9 月起，公网证书不得包含未经核实的部门（OU）。</translation>
    </message>
    <message>
        <source>Leave it out when the certificate is next renewed.</source>
        <translation>下次更新证书时请去掉。</translation>
    </message>
    <message>
        <source>Extension cannot be read</source>
        <translation>扩展无法解析</translation>
    </message>
    <message>
        <source>The content of an extension does not have the form its name promises; programs may refuse the certificate or misread it.</source>
        <translation>某个扩展的内容与其名称应有的格式不符；程序可能拒绝或误读该证书。</translation>
    </message>
    <message>
        <source>DV certificate on a service</source>
        <translation>业务系统使用 DV 证书</translation>
    </message>
    <message>
        <source>Validated and required: %1.</source>
        <translation>验证级别与要求：%1。</translation>
    </message>
    <message>
        <source>A DV certificate proves control of a name, not who runs the service; the checklist forbids it for medical services.</source>
        <translation>DV 证书只证明对域名的控制，不证明业务由谁运营；清单禁止医疗业务使用。</translation>
    </message>
    <message>
        <source>Request an OV certificate, for core services an EV certificate, and replace this one.</source>
        <translation>请申请 OV 证书（核心业务申请 EV 证书）并替换此证书。</translation>
    </message>
    <message>
        <source>Core service without EV certificate</source>
        <translation>核心业务未使用 EV 证书</translation>
    </message>
    <message>
        <source>The house&apos;s policy asks for EV on core services, whose operator is then verified most thoroughly.</source>
        <translation>本机构策略要求核心业务使用 EV，以最严格地核实运营者身份。</translation>
    </message>
    <message>
        <source>Request an EV certificate, or lower the service&apos;s tier or the policy, with a reason.</source>
        <translation>请申请 EV 证书，或说明理由后调整业务级别或策略。</translation>
    </message>
    <message>
        <source>Key shared by several owners</source>
        <translation>多个所有者共用密钥</translation>
    </message>
    <message>
        <source>The same key stands in certificates of different owners: whoever of them loses it loses it for all.</source>
        <translation>不同所有者的证书使用了同一密钥：任何一方泄露，所有各方都受影响。</translation>
    </message>
    <message>
        <source>Give each owner a key of their own, and revoke the shared ones.</source>
        <translation>请为每个所有者生成各自的密钥，并吊销共用密钥的证书。</translation>
    </message>
    <message>
        <source>Private key lies in a file</source>
        <translation>私钥存放在文件中</translation>
    </message>
    <message>
        <source>Files are copied, backed up and stolen; the checklist wants private keys in HSM, TPM or USBKey.</source>
        <translation>文件容易被复制、备份和窃取；清单要求私钥存放在 HSM、TPM 或 USBKey 中。</translation>
    </message>
    <message>
        <source>Generate a new key in an HSM, TPM or USBKey, replace the certificate, and destroy the file.</source>
        <translation>请在 HSM、TPM 或 USBKey 中生成新密钥，更换证书，并销毁该文件。</translation>
    </message>
    <message>
        <source>Expired, but still in use</source>
        <translation>已过期但仍在使用</translation>
    </message>
    <message>
        <source>Expiry and last sight: %1.</source>
        <translation>过期时间与最近一次出现：%1。</translation>
    </message>
    <message>
        <source>Clients that check refuse this service; those that do not can be deceived.</source>
        <translation>进行检查的客户端会拒绝该业务，不检查的则可能受骗。</translation>
    </message>
    <message>
        <source>Deploy a valid certificate at once.</source>
        <translation>请立即部署有效的证书。</translation>
    </message>
    <message>
        <source>Expires soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>Left: %1.</source>
        <translation>剩余 %1。</translation>
    </message>
    <message>
        <source>When it expires, clients refuse the service.</source>
        <translation>到期后，客户端会拒绝该业务。</translation>
    </message>
    <message>
        <source>Renew it, deploy the new certificate, and check that the service shows it.</source>
        <translation>请更新证书，部署新证书，并确认业务已使用新证书。</translation>
    </message>
    <message>
        <source>Chain leads to no trusted root</source>
        <translation>证书链未通向可信根</translation>
    </message>
    <message>
        <source>The chain: %1.</source>
        <translation>证书链：%1。</translation>
    </message>
    <message>
        <source>Clients cannot trace this certificate to an authority they trust.</source>
        <translation>客户端无法将此证书追溯到其信任的机构。</translation>
    </message>
    <message>
        <source>Deploy the intermediate certificates with it, or import the house&apos;s own root.</source>
        <translation>请同时部署中间证书，或导入本机构的根证书。</translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Valid from: %1.</source>
        <translation>生效时间：%1。</translation>
    </message>
    <message>
        <source>Until then clients refuse it; perhaps a clock is wrong.</source>
        <translation>在此之前客户端会拒绝；也可能是时钟有误。</translation>
    </message>
    <message>
        <source>Wait with deploying it, or check the clocks.</source>
        <translation>请暂缓部署，或检查时钟。</translation>
    </message>
    <message>
        <source>Term above the house&apos;s policy</source>
        <translation>期限超出本机构策略</translation>
    </message>
    <message>
        <source>The term: %1.</source>
        <translation>期限：%1。</translation>
    </message>
    <message>
        <source>The policy bounds how long certificates of private CAs may last.</source>
        <translation>策略限制了私有 CA 证书的期限。</translation>
    </message>
    <message>
        <source>Have it issued again for a shorter time.</source>
        <translation>请以较短的期限重新签发。</translation>
    </message>
    <message>
        <source>This version does not know the rule.</source>
        <translation>此版本不认识该规则。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>%1 &gt; %2 days</source>
        <translation>%1 &gt; %2 天</translation>
    </message>
    <message numerus="yes">
        <source>%n bits</source>
        <translation>
            <numerusform>%n 位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octets</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>The value observed, a whole sentence, and what it means, one or more.</extracomment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>JournalText</name>
    <message>
        <source>House founded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 founded the house “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 imported certificates from %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 saved the service “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the service “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stored the filter “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the filter “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the own passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command by %1 was refused (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command “%1” by %2 was refused (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 was changed after it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 is missing: it was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 does not follow the one before it: an entry was inserted, replaced or moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 is dated before the one it follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is shorter than a checkpoint says: everything after entry #%1 was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 was not signed by this house&apos;s authority.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 names another entry: this is a different history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command of entry #%1 is not validly signed, or does not fit the entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command of entry #%1 was signed by somebody who was not registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate that entry #%1 names is not stored any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored certificate is not the one that entry #%1 names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row of the inventory is not what entry #%1 says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n entries are unchanged, complete and in their order.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The authority&apos;s checkpoint, kept beside the database, vouches for every entry up to #%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n stored certificates are those that were imported.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands were signed by the officers named in them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no checkpoint beside the database: entries cut off at the end would not show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n newest entries are chained, but no checkpoint outside the database vouches for them yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The officers&apos; signatures were not checked this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether database and checkpoint were both put back to an older state cannot be proven without a witness.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RelativeDate</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expired today</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expired %n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expires within 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CopyLabel</name>
    <message>
        <source>Click to copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::DetailPanel</name>
    <message>
        <source>Close the details (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ErrorBox</name>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::FindingTableModel</name>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source of the rule</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::JournalTableModel</name>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>House founded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command refused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::PassphraseEdit</name>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ProgressStrip</name>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ServiceTableModel</name>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patient data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>whether a service handles patient data</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::StrengthMeter</name>
    <message>
        <source>At least %1 characters. Four or five unrelated words are easy to remember and hard to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too short: %1 of at least %2 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too easy to guess (about %1 of at least %2 bits). Names, dates, telephone numbers and usual words cost a guesser little: add unrelated words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough (about %1 bits). One more word makes it good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good (about %1 bits).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong (about %1 bits).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::TableView</name>
    <message>
        <source>Restore the usual columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ValueText</name>
    <message>
        <source>Private</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (inferred)</source>
        <extracomment>%1 is a validation class such as OV, told from the subject and not from a policy</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Important</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server and client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OCSP responder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time stamping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expired %n day(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>less than a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
