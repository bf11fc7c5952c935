// Files in the language that use all of it; each text holds several, told apart by their headers.

extension Sample {
  static let cloudify = [
    Sample(
      "one call in five files",
      #"""
      grammar cloudify.rest
      layout | $time [$level] [manager-rest] $message
        time: time "dd/MM/yyyy HH:mm:ss"; level: one of DEBUG, INFO, WARNING, ERROR, CRITICAL
      proxy: 139000000000000..140999999999999; path: path; method: one of GET 60, POST 15, PATCH 20, PUT 4, DELETE 1; body, query: python2
      part header_lines | $headers
        headers: each header in set.headers | $name: $value
          name: word; value: text
      event request DEBUG
        |
        | Request ($proxy):
        | ⇥path: $path
        | ⇥http method: $method
        | ⇥json data: $body
        | ⇥query string data: $query
        | ⇥form data: {}
        | ⇥headers:␠
        | ⇥⇥$header_lines
        |
        set: from cloudify.request_headers by method, not written
      event response DEBUG
        |
        | Response ($proxy):
        | ⇥status: $status $reason
        | ⇥headers:␠
        | ⇥⇥$header_lines
        |
        status: 100..599; reason: text from http.reasons by status
        set: from cloudify.response_headers by status, not written      # 401 carries WWW-Authenticate
      event manager_error INFO | $class: $text
        class: one of NotFoundError, ConflictError, UnauthorizedError, BadParametersError or word; text: text
      grammar cloudify.audit
      layout | $time [$level] [flask-securest] $message
        time: time "dd/MM/yyyy HH:mm:ss"; level: one of INFO, WARNING, ERROR, CRITICAL
      user: text; client: ip, none as "unknown"; provider: one of password, token; method: word; path: path
      event authenticated INFO | user "$user" authenticated successfully from host [$client], authentication provider: $provider
      event authorized INFO | user "$user" is authorized to call $method on $path
      event refused ERROR
        | User unauthorized; user tried to login from host [$client];
        | all authentication methods failed:
        | $tries
        attempts: from cloudify.login_attempts, not written
        tries: each attempt in attempts | $provider authenticator: $why
          why: text
      grammar cloudify.gunicorn_access
      event access | $client - - [$time] "$method $uri HTTP/1.0" $status $size "$referer" "$agent"
        client: ip; time: time "dd/MMM/yyyy:HH:mm:ss"; method: word; uri: url; status: 100..599; size: 1..9999999, none as "-"
        referer: text from web.referers, through quote, 80% none as "-"; agent: text from web.agents, through quote, none as "-"
      encoder quote
        U+0022 becomes "\${U+22}"
      grammar nginx.access
      event access | $client - $user [$time] "$method $uri HTTP/1.1" $status $bytes "$referer" "$agent"
        client: ip; user: text, none as "-", default none; time: time "dd/MMM/yyyy:HH:mm:ss Z"; method: word; uri: url; status: 100..599; bytes: 0..9999999
        referer: text from web.referers, through escaped, 80% none as "-"; agent: text from web.agents, through escaped, none as "-"
      encoder escaped
        U+0000..U+001F becomes "\x#" in HEX 2; U+0022 becomes "\x22"; U+005C becomes "\x5C"; U+007F becomes "\x7F"
      scenarios cloudify.rest
      dial manager: one of running, maintenance, default running; dial intruder: chance 1%
      actor rest_master                        # forked workers share one number: it identifies no request
        count 1; proxy: 139000000000000..140999999999999
      scenario rest_call given method, path, body default none, user default "admin", status default 200, size default 16..6000
        whole; master: any rest_master; proxy: master.proxy; uri: path; query: {}; client: ip from documentation_clients; agent: text from cloudify.agents
        when manager is maintenance            # answered before the request logger: an orphan Response
          label refused; set status to 503; > cloudify.rest response
        when intruder and user is not none
          label attack; set status to 401; > cloudify.audit refused; > cloudify.rest request
          > cloudify.rest manager_error with class: UnauthorizedError, text: "user unauthorized"; > cloudify.rest response
        otherwise
          when user is not none                # internal calls leave no audit lines
            > cloudify.audit authenticated; > cloudify.audit authorized
          > cloudify.rest request; after about 20ms, rarely 300ms; > cloudify.rest response
        > cloudify.gunicorn_access access; after 0ms..10ms; > nginx.access access with bytes: size
      """#),
    Sample(
      "an install over a graph",
      #"""
      grammar cloudify.celery
      id task_id: uuid; id execution_id: uuid; id deployment_id: word; id node_instance_id: word
      layout | [$time: $level/$process] $message
        time: time "yyyy-MM-dd HH:mm:ss,SSS"; level: one of DEBUG, INFO, WARNING, ERROR, CRITICAL; process: word, default "MainProcess"
      task: task_id or execution_id
      event received INFO | Received task: cloudify.dispatch.dispatch[$task]
      event succeeded INFO | Task cloudify.dispatch.dispatch[$task] succeeded in ${took}s: $result
        took: 0.000000000..99999.000000000; result: text, default "None", cut to 128
      event raised ERROR
        | Task cloudify.dispatch.dispatch[$task] raised unexpected: $class($error,)
        | $trace
        class: one of OperationRetry, RecoverableError, NonRecoverableError, ProcessExecutionError or word; error: python2
        fault: from cloudify.faults by class, not written; trace: python.traceback with links: fault.dispatch
      grammar cloudify.deployment
      layout | $time [$level] $message
        time: time "yyyy-MM-dd HH:mm:ss,SSS"; level: one of DEBUG, INFO, WARNING, ERROR, CRITICAL
      deployment: deployment_id, not written   # the file's name
      folder: string 5 of "A-Z0-9"; script: path
      event executing INFO | Executing: /tmp/$folder/$script
      event executed INFO | Execution done (return_code=$code): /tmp/$folder/$script
        code: 0..255
      event raised ERROR
        | Task $function[$task] raised:
        | $trace
        |
        function: word; task: task_id or execution_id; class: word, not written
        fault: from cloudify.faults by class, not written; trace: python.traceback with links: fault.operation
      event plugin_line generic | $text
        text: lines from cloudify.plugin_lines
      scenarios cloudify.workflows
      actor deployment
        count 12; renewed every 9d; base: from cloudify.deployment_names; tail: string 4 of "a-z0-9"; id: deployment_id from "${base}_$tail"
        blueprint: from cloudify.blueprints    # cards: nodes, each with name, needs, operations
        instances: each node in blueprint.nodes
          suffix: string 6 of "a-z0-9"; id: node_instance_id from "${node.name}_$suffix"
      scenario deployment_life given deployment     # the tree starts it once for each
        lasts at most 9d; nodes: deployment.instances; do rest_call with method: PUT, path: "/api/v2.1/deployments/$deployment", status: 201
        after 2s..40s; outcome: do install
        when outcome is terminated: after about 3h, rarely 5d; do delete_deployment
      scenario install given deployment, nodes
        lasts at most 3h; execution: execution_id; began: now; cancelled: chance 2%; patience: 20s..4m; broken: false
        do rest_call with method: POST, path: "/api/v2.1/executions", status: 201, body: {"workflow_id": "install", "deployment_id": deployment}
        when cancelled: start user_cancels
        > cloudify.celery received with task: execution; begins: do execution_status with to: "started"
        stop when broken or cancelled and now - began > patience
          each node in nodes once needs are done
            outcome: do bring_up
            when outcome is failed: set broken to true
        took: seconds of (now - began); late: now - began > patience
        when broken
          label failure; > cloudify.deployment raised with task: execution, function: "cloudify.plugins.workflows.install", class: "RuntimeError"
          after 50ms..90ms; > cloudify.celery raised with task: execution, class: ProcessExecutionError, error: "RuntimeError: Workflow failed"; end as failed
        when cancelled and late: label cancelled; > cloudify.celery succeeded with task: execution, result: "u'execution_cancelled'"; end as cancelled
        otherwise: ends: do execution_status with to: "terminated"; > cloudify.celery succeeded with task: execution; end as terminated
      scenario bring_up given deployment, node
        lasts at most 2h; path: "/api/v2.1/node-instances/${node.id}"
        each state in words of "initializing creating created configuring configured starting started"
          reads: do rest_call with method: GET, user: none
          writes: do rest_call with method: PATCH, user: none, body: {"runtime_properties": {}, "version": position + 1, "state": state}
          when node.operations contains state
            outcome: do operation
            when outcome is failed: end as failed
      scenario operation given deployment, node, state
        function: "script_runner.tasks.run"; script: "scripts/$state.sh"
        repeat 3 times                         # an attempt each, with a task of its own
          task: task_id; span: about 800ms, rarely 20s; took: seconds of span; folder: string 5 of "A-Z0-9"
          > cloudify.celery received; > cloudify.deployment executing; after span
          one of
            95% works: > cloudify.deployment executed with code: 0; > cloudify.celery succeeded; end as done
            4% retries
              > cloudify.deployment raised with class: "OperationRetry"; after 50ms..90ms
              > cloudify.celery raised with class: OperationRetry, error: "Waiting for ${node.id} [retry_after=30]"; after 30s
            1% fails
              > cloudify.deployment raised with class: "NonRecoverableError"; after 50ms..90ms
              > cloudify.celery raised with class: NonRecoverableError, error: "script failed"; end as failed
        end as failed
      scenario execution_status given execution, to
        do rest_call with method: PATCH, path: "/api/v2.1/executions/$execution", user: none, body: {"status": to}
      scenario user_cancels given execution, patience
        after patience; do rest_call with method: POST, path: "/api/v2.1/executions/$execution", body: {"action": "cancel"}
      scenario delete_deployment given deployment
        do rest_call with method: DELETE, path: "/api/v2.1/deployments/$deployment"; empty deployment_log; remove old deployment_log
        repeat 43 times: > cloudify.deployment plugin_line
      """#),
  ]
}
