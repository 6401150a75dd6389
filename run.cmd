@echo off
rem Starts the program on Windows 10 or 11. Untried: written without a Windows machine at hand.
cd /d "%~dp0"
set PYTHONUTF8=1
py -3 bootstrap.py app || goto :failed
.venv\Scripts\survey-app.exe tour %*
exit /b %errorlevel%
:failed
pause
exit /b 1
